/** How Python writes values into MLflow's messages, which clients and their tests match on. */

/** JSON as Python's `json.dumps` has it: everything past ASCII is escaped. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** As asciiJson, with the spaces that `json.dumps` puts after commas and colons. */
export function spacedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spacedJson).join(', ')}]`
  // Numbers that JSON does not have, and integers beyond 2^53, as `json.dumps` writes them.
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return asciiJson(value)
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  return `{${fields.map(([name, field]) => `${asciiJson(name)}: ${spacedJson(field)}`).join(', ')}}`
}

/** Text as Python's `repr` has it, of which only the quotes matter here. */
export function quotedText(text: string): string {
  return text.includes("'") && !text.includes('"') ? `"${text}"` : `'${text.replaceAll("'", "\\'")}'`
}

/** Bytes as Python's `repr` has them: `b'not json'`, with escapes for all that is no printable ASCII. */
export function bytesText(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => escapes[byte] ?? plainOrHex(byte)).join('')
  return text.includes("'") && !text.includes('"') ? `b"${text}"` : `b'${text.replaceAll("'", "\\'")}'`
}

const escapes: Record<number, string> = { 9: '\\t', 10: '\\n', 13: '\\r', 92: '\\\\' }
const plainOrHex = (byte: number) =>
  byte >= 32 && byte < 127 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`
