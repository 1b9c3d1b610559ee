import type { Content } from '../api/artifacts.ts'

/** A file's bytes, and the encoding the user chose for them. */
export type TextContent = Content & { encoding?: string }

/** A file's text, its encoding, and how that was determined. */
type Decoded = { text: string; encoding: string; by: 'choice' | 'bytes' | 'declaration' | 'guess' }

/** The text of a file, without a character cut at the end of the loaded part. */
export const textOf = (content: TextContent): string => decode(content).text

/** Cached: the same content, possibly megabytes, is requested on every render. */
const read = new WeakMap<TextContent, Decoded>()

/**
 * Decodes a file: with the chosen encoding, or the one declared by its first bytes or its content, else as UTF-8. Bytes
 * that are not valid UTF-8 are read as Windows-1252, which maps every byte to a character.
 */
export function decode(content: TextContent): Decoded {
  const known = read.get(content)
  if (known) return known
  const decoded = decodeAnew(content)
  read.set(content, decoded)
  return decoded
}

function decodeAnew({ bytes, whole, encoding }: TextContent): Decoded {
  const as = (label: string, by: Decoded['by']): Decoded => {
    const decoder = new TextDecoder(label)
    return { text: decoder.decode(bytes, { stream: !whole }), encoding: decoder.encoding, by }
  }
  if (encoding !== undefined) return as(encoding, 'choice')
  const wide = wideEncoding(bytes)
  if (wide) return as(wide, 'bytes')
  const declared = declaredEncoding(bytes)
  if (declared && declared !== 'utf-8') return as(declared, 'declaration')
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !whole })
    return { text, encoding: 'utf-8', by: 'bytes' }
  } catch {
    return as('windows-1252', 'guess') // not UTF-8
  }
}

/** Whether bytes are probably binary: a NUL near the beginning, and not UTF-16. */
export const looksBinary = ({ bytes }: Content): boolean =>
  wideEncoding(bytes) === undefined && bytes.subarray(0, 4096).includes(0)

/** UTF-16 by its byte order mark, or by zeros in every second byte and nowhere else, as in Latin text. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const start = bytes.subarray(0, 512)
  const zeros = [0, 0]
  for (const [at, byte] of start.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  const most = start.length * 0.4
  if (start.length < 8) return undefined
  if (even === 0 && odd > most) return 'utf-16le'
  return odd === 0 && even > most ? 'utf-16be' : undefined
}

/**
 * The encoding a file declares: HTML in a `meta` tag, XML in its first line, a script in a comment in its first two
 * lines.
 */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, 2048))
  const label =
    /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)/i.exec(start)?.[1] ??
    /<meta\b[^>]*\bcharset\s*=\s*["']?\s*([\w.:-]+)/i.exec(start)?.[1] ??
    /^(?:#[^\n]*\n)?#[^\n]*coding[:=]\s*([\w.-]+)/.exec(start)?.[1]
  if (label === undefined) return undefined
  try {
    return new TextDecoder(label.replace(/^latin-1$/i, 'latin1')).encoding
  } catch {
    return undefined // an encoding unknown to the browser
  }
}

/** Whether bytes of an unknown type are text: UTF-8, or mostly ASCII without control characters. */
export function isText(content: Content): boolean {
  if (looksBinary(content)) return false
  if (decode(content).by !== 'guess') return true
  const start = content.bytes.subarray(0, 4096)
  const control = start.some((byte) => byte < 32 && ![9, 10, 12, 13, 27].includes(byte))
  return !control && start.filter((byte) => byte > 127).length < start.length * 0.3
}
