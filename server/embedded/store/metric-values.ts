/** A double as the tables keep it: `special` restores what a REAL column loses (migrations/001-tracking.sql). */
type StoredValue = { value: number; special: '' | 'NaN' | '-0' }

/** NaN is kept as 0 and told apart by `special`; ±Infinity becomes the largest double (rest-contract §3). */
export function stored(value: number): StoredValue {
  if (Number.isNaN(value)) return { value: 0, special: 'NaN' }
  if (Object.is(value, -0)) return { value: 0, special: '-0' }
  return { value: Math.min(Math.max(value, -Number.MAX_VALUE), Number.MAX_VALUE), special: '' }
}

/** The value as answered: `"NaN"` is a string, for JSON has no number for it. */
export function restored(row: { value: number; special: string }): number | string {
  if (row.special === '') return row.value
  return row.special === 'NaN' ? 'NaN' : -0
}
