import type { Checked } from '#contract/endpoints.ts'

/** One point of a metric as sent, with validated numbers. */
export type MetricPoint = NonNullable<Checked<'logBatch'>['metrics']>[number]

/** A double as stored: `special` restores what a REAL column loses (migrations/001-tracking.sql). */
type StoredValue = { value: number; special: '' | 'NaN' | '-0' }

/** Stores NaN as 0 with a mark in `special`, and ±Infinity as the largest double (docs/rest-contract.md §3). */
export function stored(value: number): StoredValue {
  if (Number.isNaN(value)) return { value: 0, special: 'NaN' }
  if (Object.is(value, -0)) return { value: 0, special: '-0' }
  return { value: Math.min(Math.max(value, -Number.MAX_VALUE), Number.MAX_VALUE), special: '' }
}

/** SQL that reads both columns of the table under this alias as one, for `restored`. */
export const storedValue = (alias: string) => `iif(${alias}.special = '', ${alias}.value, ${alias}.special) AS value`

/** What `special` means, in the JSON of an answer. */
export const writtenSpecial: Readonly<Record<string, string>> = { NaN: '"NaN"', '-0': '-0.0' }

/** The value for an answer: NaN is the string `"NaN"`, because JSON has no number for it. */
export function restored(value: number | string): number | string {
  return value === '-0' ? -0 : value
}
