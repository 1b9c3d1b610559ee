import type { Checked } from '#contract/endpoints.ts'

/** One point of a metric as sent, its numbers checked. */
export type MetricPoint = NonNullable<Checked<'logBatch'>['metrics']>[number]

/** A double as the tables keep it: `special` restores what a REAL column loses (migrations/001-tracking.sql). */
type StoredValue = { value: number; special: '' | 'NaN' | '-0' }

/** NaN is kept as 0 and told apart by `special`; ±Infinity becomes the largest double (docs/rest-contract.md §3). */
export function stored(value: number): StoredValue {
  if (Number.isNaN(value)) return { value: 0, special: 'NaN' }
  if (Object.is(value, -0)) return { value: 0, special: '-0' }
  return { value: Math.min(Math.max(value, -Number.MAX_VALUE), Number.MAX_VALUE), special: '' }
}

/** SQL that reads both columns of the table under this alias as one, which `restored` understands. */
export const storedValue = (alias: string) => `iif(${alias}.special = '', ${alias}.value, ${alias}.special) AS value`

/** The value as answered: `"NaN"` is a string, for JSON has no number for it. */
export function restored(value: number | string): number | string {
  return value === '-0' ? -0 : value
}
