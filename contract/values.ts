import * as z from 'zod/mini'

// The page's CSP forbids eval, which zod would otherwise use to compile its object parsers.
z.config({ jitless: true })

const INT64_MIN = -(2n ** 63n)
const INT64_MAX = 2n ** 63n - 1n

/**
 * An int64 as MLflow accepts it: a number, a bigint or decimal digits in a string (docs/rest-contract.md §1 "Types").
 * Returns a number if that is exact, else a bigint. Refuses fractions, booleans and more than 64 bits.
 */
export const int64 = z.pipe(
  z.union([z.number(), z.string(), z.bigint()]),
  z.transform((value, ctx) => {
    if (Number.isSafeInteger(value)) return Number(value) // fast path: nearly all values, and a batch has thousands
    const exact = toBigInt(value)
    if (exact === undefined || exact < INT64_MIN || exact > INT64_MAX) {
      ctx.issues.push({ code: 'custom', message: 'must be a 64-bit integer', input: value })
      return z.NEVER
    }
    const number = Number(exact)
    return Number.isSafeInteger(number) ? number : exact
  }),
)

function toBigInt(value: number | string | bigint): bigint | undefined {
  if (typeof value === 'bigint') return value
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : undefined
  return /^-?\d{1,19}$/.test(value) ? BigInt(value) : undefined
}

/**
 * A double as MLflow accepts it: a number, or a name for what JSON can't write (docs/rest-contract.md §1 "Types").
 * Refuses a number too large for a double instead of making it infinite (docs/robustness.md N02).
 */
export const double = z.pipe(
  z.union([z.number(), z.string(), z.bigint()]),
  z.transform((value, ctx) => {
    const number = typeof value === 'string' ? doubleOf(value) : Number(value)
    if (number === undefined || (typeof value !== 'string' && !Number.isFinite(number))) {
      ctx.issues.push({ code: 'custom', message: 'must be a number', input: value })
      return z.NEVER
    }
    return number
  }),
)

function doubleOf(text: string): number | undefined {
  if (text === 'NaN') return NaN
  if (text === 'Infinity') return Infinity
  if (text === '-Infinity') return -Infinity
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) && Number.isFinite(Number(text))
    ? Number(text)
    : undefined
}

/** A metric value in an answer: a number, or `"NaN"` (docs/rest-contract.md §3). */
export const metricValue = z.union([z.number(), z.string()])

/** A required string: `""` counts as missing (docs/rest-contract.md §1.1). */
export const required = z.string().check(z.minLength(1))

export const text = z.optional(z.string())
export const integer = z.optional(int64)
export const strings = z.optional(z.array(z.string()))

/** An int64 in an answer: in the browser always a number, in the server perhaps a bigint (see `Wire`). */
export const count = z.number()

export const tag = z.object({ key: z.string(), value: z.string() })
export type Tag = z.infer<typeof tag>

/** A tag as sent: a missing value is `""` (docs/rest-contract.md §2 set-experiment-tag). */
export const tagInput = z.object({ key: required, value: z._default(z.string(), '') })
export const tagInputs = z.optional(z.array(tagInput))

export const nothing = z.object({})

/** The server's form of a wire type: an int64 beyond 2^53 is a bigint there and is written as plain digits. */
export type Wire<T> = T extends number
  ? number | bigint
  : T extends string | boolean | undefined | null
    ? T
    : { [K in keyof T]: Wire<T[K]> }
