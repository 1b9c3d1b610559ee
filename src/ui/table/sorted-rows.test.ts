import { expect, test } from 'vitest'
import { nextSorting, sortedRows } from './sorted-rows.ts'
import type { Column } from './table-columns.ts'

type Row = { name: string }

const rows: Row[] = ['b', 'none', 'a', 'run-10', 'run-9', 'c'].map((name) => ({ name }))
const values: Record<string, number> = { a: 10, b: 9, c: -2 }
const byName: Column<Row> = { id: 'name', header: 'Name', cell: () => null, sortBy: ({ name }) => name }
const byValue: Column<Row> = { id: 'rmse', header: 'rmse', cell: () => null, sortBy: ({ name }) => values[name] }
const byKey: Column<Row> = { ...byName, id: 'key', sortsKeys: true }
const plain: Column<Row> = { id: 'plain', header: 'Plain', cell: () => null }
const columns = [byName, byValue, byKey, plain]

test.each([
  ['rmse', false, 'c b a none run-10 run-9'],
  ['rmse', true, 'a b c none run-10 run-9'],
  ['name', false, 'a b c none run-9 run-10'],
  ['name', true, 'run-10 run-9 none c b a'],
  ['key', false, 'a b c none run-10 run-9'],
  ['plain', true, 'b none a run-10 run-9 c'],
  ['unknown', true, 'b none a run-10 run-9 c'],
])('sorts by %s, descending: %s', (id, desc, order) => {
  const sorted = sortedRows(rows, columns, [{ id, desc }])
  expect(sorted.map(({ name }) => name).join(' ')).toBe(order)
})

test.each([
  [byName, false],
  [byValue, true],
  [byKey, true],
])('a heading sorts in one direction, in the other, then no longer: %o', (column, desc) => {
  const { id } = column
  expect(nextSorting(column, rows.slice(1), [{ id: 'other', desc: true }])).toEqual([{ id, desc }])
  expect(nextSorting(column, rows, [{ id, desc }])).toEqual([{ id, desc: !desc }])
  expect(nextSorting(column, rows, [{ id, desc: !desc }])).toEqual([])
})
