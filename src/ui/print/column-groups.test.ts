import { expect, test } from 'vitest'
import { columnGroups } from './column-groups.ts'

const named = (widths: Record<string, number | undefined>) =>
  Object.entries(widths).map(([id, width]) => ({ id, ...(width !== undefined && { width }) }))
const idsOf = (columns: ReturnType<typeof named>, room?: number) =>
  columnGroups(columns, room).map((group) => group.map(({ id }) => id).join(' '))

test('keeps a table whole while it fits', () => {
  expect(idsOf(named({ name: 200, stage: 300, rmse: 400 }))).toEqual(['name stage rmse'])
  expect(idsOf(named({ name: 200 }))).toEqual(['name'])
  expect(columnGroups([])).toEqual([])
})

test('repeats the first column before each group that fits', () => {
  expect(idsOf(named({ name: 100, a: 100, b: 100, c: 100, d: 100 }), 300)).toEqual(['name a b', 'name c d'])
  expect(idsOf(named({ name: undefined, a: undefined, b: undefined }), 330)).toEqual(['name a', 'name b'])
})

test('prints a column that is wider than the paper beside the first', () => {
  expect(idsOf(named({ name: 100, wide: 4000, b: 100, wider: 5000 }), 300)).toEqual([
    'name wide',
    'name b',
    'name wider',
  ])
})

test('prints every column once', () => {
  const columns = Array.from({ length: 137 }, (_, index) => ({ id: index, width: 40 + ((index * 97) % 300) }))
  const printed = columnGroups(columns).flatMap(([, ...rest]) => rest.map(({ id }) => id))
  expect(printed).toEqual(columns.slice(1).map(({ id }) => id))
})
