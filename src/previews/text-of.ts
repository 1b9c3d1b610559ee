import type { Content } from '../api/artifacts.ts'

/** The text of a file; a character that the first part cuts in two is left out. */
export function textOf({ bytes, whole }: Content): string {
  return new TextDecoder(wideEncoding(bytes)).decode(bytes, { stream: !whole })
}

/** Whether bytes are hardly text: they hold a NUL near the beginning, and no mark says that letters are two bytes wide. */
export const looksBinary = ({ bytes }: Content): boolean =>
  wideEncoding(bytes) === undefined && bytes.subarray(0, 4096).includes(0)

function wideEncoding([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined
}

/** Whether bytes of which nothing is known read as text. */
export function isText(content: Content): boolean {
  if (looksBinary(content)) return false
  try {
    new TextDecoder(wideEncoding(content.bytes), { fatal: true }).decode(content.bytes, { stream: !content.whole })
    return true
  } catch {
    return false // that is the answer
  }
}
