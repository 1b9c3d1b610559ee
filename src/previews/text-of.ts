import type { Content } from '../api/artifacts.ts'

/** The text of a file, without a character cut at the end of the first part. */
export function textOf({ bytes, whole }: Content): string {
  return new TextDecoder(wideEncoding(bytes)).decode(bytes, { stream: !whole })
}

/** Whether bytes are probably binary: a NUL near the beginning, and no UTF-16 byte order mark. */
export const looksBinary = ({ bytes }: Content): boolean =>
  wideEncoding(bytes) === undefined && bytes.subarray(0, 4096).includes(0)

function wideEncoding([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined
}

/** Whether bytes of an unknown type are text. */
export function isText(content: Content): boolean {
  if (looksBinary(content)) return false
  try {
    new TextDecoder(wideEncoding(content.bytes), { fatal: true }).decode(content.bytes, { stream: !content.whole })
    return true
  } catch {
    return false // that is the answer
  }
}
