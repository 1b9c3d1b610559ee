import { expect, test } from 'vitest'
import { sortedModels } from './sorted-models.ts'

const models = ['b', 'none', 'a', 'c'].map((name) => ({ name }))
const values: Record<string, number> = { a: 10, b: 9, c: -2 }
const columns = [
  { id: 'metrics', header: 'rmse', cell: () => null, sortBy: ({ name }: { name: string }) => values[name] },
  { id: 'name', header: 'Name', cell: () => null, sortBy: ({ name }: { name: string }) => name },
]

test.each([
  ['metrics', false, 'c b a none'],
  ['metrics', true, 'a b c none'],
  ['name', true, 'none c b a'],
  ['unknown', true, 'b none a c'],
])('sorts by %s, descending: %s', (id, desc, order) => {
  expect(
    sortedModels(models, columns, [{ id, desc }])
      .map(({ name }) => name)
      .join(' '),
  ).toBe(order)
})
