import type { Key } from './places.ts'
import type { RowsInOrder } from './search-page.ts'

// The three parts of an order by a value of a key, and where each begins after a row whose value is the first in its key: numbers or texts,
// then NaN, which is ordered as infinite (search-sql.ts), then rows without the value.

type Begin = RowsInOrder['begin']

/** Among values. `terms`: how many terms their order has, of which a second one may be about the value too. */
export const inValues =
  (terms: number): Begin =>
  (key) =>
    typeof key[0] === 'string' || Number.isFinite(key[0]) ? twice(key, terms) : 'passed'

const twice = (key: Key, terms: number): Key => (key.length < terms ? [key[0] ?? null, ...key] : key)

/** Among NaN. */
export const inNaN: Begin = ([value, ...rest]) => {
  if (value === null) return 'passed'
  return Number.isFinite(value) ? undefined : rest
}

/** Among rows without the value. */
export const inLacking: Begin = ([value, ...rest]) => (value === null ? rest : undefined)
