import { invalid } from '#contract/errors.ts'
import { bytesText, pythonText } from '../../python-text.ts'

/**
 * The first row of a page; 0 without a token. Throws INVALID_PARAMETER_VALUE for anything that `tokenFor` did not make
 * (docs/rest-contract.md §1.2).
 */
export function offsetOf(token: string | undefined): number {
  if (!token) return 0
  const decoded = decodeToken(token, 100)
  const text = decoded.toString('utf8')
  const digits = /^\{"offset": ?(\d{1,15})\}$/.exec(text)?.[1]
  if (digits === undefined || Number(digits) === 0) throw invalid(wordsFor(text) ?? undecoded(decoded))
  return Number(digits)
}

/** MLflow's words about a token that is an object of JSON without a usable offset. */
function wordsFor(text: string): string | undefined {
  const token = jsonOf(text)
  if (typeof token !== 'object' || token === null || Array.isArray(token)) return undefined
  const offset: unknown = 'offset' in token ? token.offset : undefined
  if (!offset) return `Invalid page token, parsed value=${pythonText(token)}`
  return typeof offset === 'string' ? `Invalid page token, not stringable ${offset}` : undefined
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const undecoded = (decoded: Buffer) => `Invalid page token, decoded value=${bytesText(decoded)}`

/** The bytes in a token. Throws INVALID_PARAMETER_VALUE if it is longer than `most` or not base64. */
export function decodeToken(token: string, most: number): Buffer {
  if (token.length > most) throw invalid('Invalid page token, it is too long')
  // As Python decodes: skip other characters, then four letters make three bytes.
  const letters = token.replaceAll(/[^A-Za-z0-9+/=]/g, '')
  if (letters.length % 4 !== 0) throw invalid('Invalid page token, could not base64-decode')
  return Buffer.from(letters, 'base64')
}

export function refuseToken(decoded: Buffer): never {
  throw invalid(undecoded(decoded))
}

/** The token of the page that starts at row `offset`. */
export function tokenFor(offset: number): string {
  return Buffer.from(`{"offset": ${offset}}`).toString('base64')
}

/** Splits a page read with one extra row into its rows and the token of the next page, if there is one. */
export function cutPage<T>(rows: T[], offset: number, size: number): { rows: T[]; next_page_token?: string } {
  if (rows.length <= size) return { rows }
  return { rows: rows.slice(0, size), next_page_token: tokenFor(offset + size) }
}
