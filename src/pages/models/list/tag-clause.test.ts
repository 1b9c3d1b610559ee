import { expect, test } from 'vitest'
import { parseFilter } from '#contract/filter/filter.ts'
import { narrowed, readSearch } from '../../../grammar-search.ts'
import { tagClause } from './tag-clause.ts'

test.each([
  ['team', 'rides'],
  ['modelshelf.owner', 'Ada O’Neil'],
  ['a b/c-d', "it's"],
  ['IN', ''],
])('tag %s: %s is found by a filter that reads', (key, value) => {
  const clause = tagClause(key, value) ?? ''
  expect(parseFilter('models', clause)).toHaveLength(1)
  expect(readSearch('models', narrowed('models', 'taxi nyc', clause))).toMatchObject({
    words: ['taxi', 'nyc'],
    rest: clause,
  })
})

test('rejects a value with both kinds of quotes', () => {
  expect(tagClause('a', `'"`)).toBeUndefined()
})
