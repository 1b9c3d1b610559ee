import { compareNames } from '../../text/compare-names.ts'
import type { Column, SortingState } from './table-columns.ts'

type Key = string | number

/** The rows in the order of a column, those without a value last. Rows of the same value keep their order. */
export function sortedRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  [by]: SortingState,
): readonly Row[] {
  const column = columns.find(({ id }) => id === by?.id)
  const sortBy = column?.sortBy
  if (!by || !sortBy) return rows
  const compare = column.sortsKeys ? compareKeys : compareValues
  const sign = by.desc ? -1 : 1
  const keyed: { row: Row; key: string | number }[] = []
  const others: Row[] = []
  for (const row of rows) {
    const key = sortBy(row)
    if (key === undefined) others.push(row)
    else keyed.push({ row, key })
  }
  keyed.sort(({ key: a }, { key: b }) => sign * compare(a, b))
  return [...keyed.map(({ row }) => row), ...others]
}

const compareKeys = (a: Key, b: Key) => (a === b ? 0 : String(a) < String(b) ? -1 : 1)

const compareValues = (a: Key, b: Key) =>
  typeof a === 'number' && typeof b === 'number' ? a - b : compareNames(String(a), String(b))

/** The order after a click on a column's heading: in its first direction, then in the other, then none. */
export function nextSorting<Row>(column: Column<Row>, rows: readonly Row[], [by]: SortingState): SortingState {
  const { id, sortBy, sortsKeys } = column
  const startsDown = sortsKeys || typeof rows.map((row) => sortBy?.(row)).find((key) => key !== undefined) !== 'string'
  if (by?.id !== id) return [{ id, desc: startsDown }]
  return by.desc === startsDown ? [{ id, desc: !startsDown }] : []
}
