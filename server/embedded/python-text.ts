/** Writes values as Python does in MLflow's messages, which clients and their tests match on. */

/** JSON as Python's `json.dumps` writes it: everything beyond ASCII is escaped. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** As asciiJson, with a space after commas and colons, as in `json.dumps`. */
export function spacedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spacedJson).join(', ')}]`
  // Numbers that JSON does not have, and integers beyond 2^53, as `json.dumps` writes them.
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return asciiJson(value)
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  return `{${fields.map(([name, field]) => `${asciiJson(name)}: ${spacedJson(field)}`).join(', ')}}`
}

/** Text as Python's `repr` writes it, as far as quotes are concerned. */
export function quotedText(text: string): string {
  return text.includes("'") && !text.includes('"') ? `"${text}"` : `'${text.replaceAll("'", "\\'")}'`
}

/** A value of JSON as Python's `repr` writes it: `[{'a': True, 'b': None}]`. */
export function pythonText(value: unknown): string {
  if (typeof value === 'string') return quotedText(value)
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (Array.isArray(value)) return `[${value.map(pythonText).join(', ')}]`
  if (typeof value !== 'object' || value === null) return value === null ? 'None' : String(value)
  return `{${Object.entries(value)
    .map(([name, field]) => `${quotedText(name)}: ${pythonText(field)}`)
    .join(', ')}}`
}

/** Bytes as Python's `repr` writes them: `b'not json'`, with everything but printable ASCII escaped. */
export function bytesText(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => escapes[byte] ?? plainOrHex(byte)).join('')
  return text.includes("'") && !text.includes('"') ? `b"${text}"` : `b'${text.replaceAll("'", "\\'")}'`
}

const escapes: Record<number, string> = { 9: '\\t', 10: '\\n', 13: '\\r', 92: '\\\\' }
const plainOrHex = (byte: number) =>
  byte >= 32 && byte < 127 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`
