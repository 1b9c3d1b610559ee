import { ApiError } from '#contract/errors.ts'

/** Missing in TypeScript's library so far: Node 24 can keep the digits of a number, in both directions. */
declare global {
  interface JSON {
    /** An object that `JSON.stringify` writes as this text: one JSON number, string, boolean or null. */
    rawJSON(text: string): object
    parse(
      text: string,
      reviver: (this: unknown, key: string, value: unknown, context: { source?: string }) => unknown,
    ): unknown
  }
}

/**
 * Reads a request's JSON, with integers beyond 2^53 as bigint (docs/robustness.md N04).
 * Throws 400 MALFORMED_REQUEST for anything but one JSON value in UTF-8 (docs/robustness.md J01, J02, J15), and 413 for too many values.
 */
export const parseJson = (bytes: Uint8Array): unknown => parseText(jsonText(bytes))

/** The first half of `parseJson`, after which nobody needs the bytes: a body may have 24 MB. */
export function jsonText(bytes: Uint8Array): string {
  if (bytes.length > SHORT) checkCount(bytes)
  try {
    return utf8.decode(bytes)
  } catch {
    throw malformed()
  }
}

export function parseText(text: string): unknown {
  try {
    // A reviver costs more than parsing itself, so it runs only if there may be a long number.
    return LONG_INTEGER.test(text) ? JSON.parse(text, keepLongInteger) : JSON.parse(text)
  } catch {
    throw malformed() // or nested too deeply for the reviver's stack
  }
}

const malformed = () => new ApiError('MALFORMED_REQUEST', 'The request body is not valid JSON in UTF-8.')

/** So few bytes can't hold too many values. */
const SHORT = 64 * 1024
/** A text takes about as much memory as its JSON, but `{}` and what is made of it 1 kB. */
const MOST_OBJECTS = 50_000
/** In lists and objects. */
const MOST_VALUES = 1_000_000

/** Counts brackets and commas outside of strings. */
function checkCount(bytes: Uint8Array) {
  let objects = 0
  let values = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === QUOTE) at = endOfString(bytes, at)
    else if (byte === COMMA) values++
    else if (byte === BRACE || byte === BRACKET) objects++
  }
  if (objects > MOST_OBJECTS || values > MOST_VALUES)
    throw new ApiError(
      'REQUEST_TOO_LARGE',
      `The request body has more than ${MOST_OBJECTS} objects and lists, or more than ${MOST_VALUES} values. Send it in several requests.`,
    )
}

/** Where the string ends that begins there. */
function endOfString(bytes: Uint8Array, begin: number): number {
  let at = bytes.indexOf(QUOTE, begin + 1)
  while (at >= 0) {
    let before = at - 1
    while (bytes[before] === BACKSLASH) before--
    if ((at - before) % 2 === 1) return at
    at = bytes.indexOf(QUOTE, at + 1)
  }
  return bytes.length
}

const [QUOTE, COMMA, BRACKET, BACKSLASH, BRACE] = [0x22, 0x2c, 0x5b, 0x5c, 0x7b]

/** Whether there may be a long integer. The digits of a fraction, as in metrics, don't count. */
const LONG_INTEGER = /[:,[\s]-?\d{16,}\s*[,\]}]/

const utf8 = new TextDecoder('utf-8', { fatal: true })

function keepLongInteger(_key: string, value: unknown, { source }: { source?: string }) {
  if (typeof value !== 'number' || Number.isSafeInteger(value) || source === undefined) return value
  return /^-?\d+$/.test(source) ? BigInt(source) : value
}

/** An answer that is written already, in another thread. */
export class JsonText {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** Writes an answer: bigints as plain digits, -0 as `-0.0`, everything else as usual. */
export function writeJson(value: unknown): string {
  return isPlain(value) ? JSON.stringify(value) : JSON.stringify(value, keepNumber)
}

/** Whether plain `JSON.stringify` writes this correctly. Checking is cheaper than a replacer. */
function isPlain(value: unknown): boolean {
  if (typeof value === 'bigint') return false
  if (typeof value !== 'object' || value === null) return !Object.is(value, -0)
  if (Array.isArray(value)) return value.every(isPlain)
  for (const key in value) if (!isPlain((value as Record<string, unknown>)[key])) return false
  return true
}

function keepNumber(_key: string, value: unknown) {
  if (typeof value === 'bigint') return JSON.rawJSON(String(value))
  return Object.is(value, -0) ? JSON.rawJSON('-0.0') : value
}
