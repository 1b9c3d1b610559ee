/**
 * JSON as it is written by Python too: integers beyond 2^53 keep every digit (as bigint), and `NaN` and `Infinity`,
 * which JSON does not have, are read. Throws SyntaxError with where it went wrong.
 */
export function parseJson(text: string): unknown {
  try {
    return parse(text)
  } catch (error) {
    const named = text.replaceAll(stringOrName, (found) => (found.startsWith('"') ? found : `"${MARK}${found}"`))
    if (named === text) throw error
    return parse(named)
  }
}

/** The same for a text that may be anything: undefined if it is not JSON. */
export function jsonIn(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

const stringOrName = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g
/** Begins no string of a text: it would have to be escaped there. */
const MARK = '\uE000\uE001'

const parse = (text: string): unknown =>
  // Looking at every value takes ten times as long, and few files need it. What follows a point is rounded anyway.
  /(?<![.\d])\d{16}/.test(text) || text.includes(MARK) ? JSON.parse(text, exact) : JSON.parse(text)

function exact(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value === 'string' && value.startsWith(MARK)) return Number(value.slice(MARK.length))
  // Browsers that do not tell the source round, as they always did.
  const whole = typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '')
  return whole && context?.source ? BigInt(context.source) : value
}

/** Writes a value that `parseJson` read in one line, with all digits of integers, and `NaN` and `Infinity` as in Python. */
export function jsonText(value: unknown): string {
  if (typeof value === 'bigint' || typeof value === 'number') return String(value)
  if (Array.isArray(value)) return `[${value.map(jsonText).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = Object.entries(value).map(([key, field]) => `${JSON.stringify(key)}: ${jsonText(field)}`)
  return `{${fields.join(', ')}}`
}
