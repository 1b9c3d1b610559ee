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
 * Throws 400 MALFORMED_REQUEST for anything but one JSON value in UTF-8 (docs/robustness.md J01, J02, J15).
 */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    const text = utf8.decode(bytes)
    // A reviver costs more than parsing itself, so it runs only if there may be a long number.
    return LONG_INTEGER.test(text) ? JSON.parse(text, keepLongInteger) : JSON.parse(text)
  } catch {
    // Malformed, or nested too deeply for the reviver's stack.
    throw new ApiError('MALFORMED_REQUEST', 'The request body is not valid JSON in UTF-8.')
  }
}

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
