import { expect, test } from 'vitest'
import { parseFilter } from '#contract/filter.ts'
import { narrowed } from '../../grammar-search.ts'
import { tagClause } from './tag-clause.ts'

test.each([
  ['team', 'rides'],
  ['modelshelf.owner', 'Ada O’Neil'],
  ['a b/c-d', "it's"],
  ['IN', ''],
])('tag %s: %s is found by a filter that reads', (key, value) => {
  const clause = tagClause(key, value) ?? ''
  expect(parseFilter('models', clause)).toHaveLength(1)
  expect(parseFilter('models', narrowed('models', 'taxi nyc', clause))).toHaveLength(3)
})

test('a value with both quotes cannot be written', () => {
  expect(tagClause('a', `'"`)).toBeUndefined()
})
