/** What several rounds gave: the median, and the least and the most. */
export type Spread = { mid: number; low: number; high: number }

export function spreadOf(values: readonly number[]): Spread {
  return { mid: median(values), low: Math.min(...values), high: Math.max(...values) }
}

/**
 * How many times as much `a` is as `b` in each round that has both. Both were measured right after each other, so the machine's load falls
 * on both.
 */
export const ratio = (a: readonly number[], b: readonly number[]): Spread =>
  spreadOf(a.slice(0, b.length).map((value, round) => value / b[round]!)) // not longer than b

/** Of an even count, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = (sorted.length - 1) / 2
  return ((sorted[Math.floor(half)] ?? Number.NaN) + (sorted[Math.ceil(half)] ?? Number.NaN)) / 2
}

/** The value that this share of the values does not exceed. */
export function at(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** A number with three digits; nothing for what was not measured. */
export const digits = (value: number) => (Number.isNaN(value) ? '' : String(Number(value.toPrecision(3))))
