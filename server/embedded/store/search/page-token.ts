import { hash } from 'node:crypto'
import { invalid } from '#contract/errors.ts'
import { jsonIn, jsonText } from '#contract/python-json.ts'
import { bytesText, pythonText } from '../../python-text.ts'
import type { Key, KeyValue, Place } from './places.ts'

/** Letters of a token: more than in that of any search of ours. */
const MAX_LENGTH = 4096
/** Bytes of a key. After a row with a longer one, a token tells only how many rows are before the page. */
const MAX_KEY = 2000

/** Tells in a few letters what a search asks for, whichever page of it. */
export type Asked = () => string

export const askedBy =
  (what: string, input: object): Asked =>
  () => {
    const asked = Object.entries(input).filter(([name, value]) => value !== undefined && !OF_A_PAGE.has(name))
    return hash('sha256', jsonText([what, asked]), 'base64url').slice(0, 16)
  }

const OF_A_PAGE = new Set(['page_token', 'max_results'])

const NOTHING: Asked = () => ''

/**
 * Where a page begins; 0 without a token. The key of the row before it counts only for what it was made for. Throws INVALID_PARAMETER_VALUE
 * for anything that `tokenFor` did not make (docs/rest-contract.md §1.2).
 */
export function placeOf(token: string | undefined, asked: Asked): Place {
  if (!token) return { offset: 0 }
  const decoded = decodeToken(token, MAX_LENGTH)
  const text = decoded.toString('utf8')
  const [, digits, of, key] =
    /^\{"offset": ?(\d{1,15})(?:, ?"of": ?"([\w-]{16})", ?"after": ?(\[.*\]))?\}$/s.exec(text) ?? []
  if (digits === undefined || Number(digits) === 0) throw invalid(wordsFor(text) ?? undecoded(decoded))
  if (key === undefined || of !== asked()) return { offset: Number(digits) }
  return { offset: Number(digits), after: keyIn(key) ?? refuseToken(decoded) }
}

/** How many rows are before a page. Throws as `placeOf`. */
export const offsetOf = (token: string | undefined): number => placeOf(token, NOTHING).offset

/** Whether a page begins after a row that its token names, and not after so many. */
export function namesRow(token: string | undefined, asked: Asked): boolean {
  try {
    return placeOf(token, asked).after !== undefined
  } catch {
    return false // refused when it is read
  }
}

/** The key in a token, or undefined if it is none. */
export function keyIn(text: string): Key | undefined {
  const key = jsonIn(text)
  return Array.isArray(key) && key.every(isKeyValue) ? key : undefined
}

const isKeyValue = (value: unknown): value is KeyValue =>
  typeof value === 'bigint'
    ? BigInt.asIntN(64, value) === value
    : value === null || ['string', 'number'].includes(typeof value)

/** What `keyIn` reads, or undefined if there is no key or it is too long. */
export function keyText(key: Key | undefined): string | undefined {
  const text = key && `[${key.map(valueText).join(', ')}]`
  return text !== undefined && Buffer.byteLength(text) <= MAX_KEY ? text : undefined
}

/** A double beyond 2^53 has an exponent, or it would be read as an integer. */
const valueText = (value: KeyValue): string =>
  Number.isInteger(value) && !Number.isSafeInteger(value) ? Number(value).toExponential() : jsonText(value)

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

/** The token of the page that begins at this place, for what is `asked`. MLflow reads its own in it, the offset. */
export function tokenFor({ offset, after }: Place, asked = NOTHING): string {
  const key = keyText(after)
  const text = key ? `{"offset": ${offset}, "of": "${asked()}", "after": ${key}}` : `{"offset": ${offset}}`
  return Buffer.from(text).toString('base64')
}

/** The field with the token of the next page, if there is one. */
export const nextPage = (next: Place | undefined, asked?: Asked): { next_page_token?: string } =>
  next ? { next_page_token: tokenFor(next, asked) } : {}

/** Splits a page read with one extra row into its rows and the token of the next page, if there is one. */
export function cutPage<T>(rows: T[], offset: number, size: number): { rows: T[]; next_page_token?: string } {
  if (rows.length <= size) return { rows }
  return { rows: rows.slice(0, size), next_page_token: tokenFor({ offset: offset + size }) }
}
