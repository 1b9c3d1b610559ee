/** How Python writes values into MLflow's messages, which clients and their tests match on. */

/** JSON as Python's `json.dumps` has it: everything past ASCII is escaped. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Bytes as Python's `repr` has them: `b'not json'`, with escapes for all that is no printable ASCII. */
export function bytesText(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => escapes[byte] ?? plainOrHex(byte)).join('')
  return text.includes("'") && !text.includes('"') ? `b"${text}"` : `b'${text.replaceAll("'", "\\'")}'`
}

const escapes: Record<number, string> = { 9: '\\t', 10: '\\n', 13: '\\r', 92: '\\\\' }
const plainOrHex = (byte: number) =>
  byte >= 32 && byte < 127 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`
