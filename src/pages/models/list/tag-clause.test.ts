import { expect, test } from 'vitest'
import { parseFilter } from '#contract/filter/filter.ts'
import { narrowed } from '../../../grammar-search.ts'
import { searchWith, tagClause } from './tag-clause.ts'

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

test('rejects a value with both kinds of quotes', () => {
  expect(tagClause('a', `'"`)).toBeUndefined()
})

test.each([
  ['q=taxi', "name ILIKE '%taxi%' AND tags.a = 'b'"],
  ['q=taxi&in=all', "tags.a = 'b'"],
  ["q=name = 'x'&in=all", "name = 'x' AND tags.a = 'b'"],
  ['in=all', "tags.a = 'b'"],
])('%s is narrowed to “%s”', (params, search) => {
  expect(searchWith(new URLSearchParams(params), "tags.a = 'b'")).toBe(search)
})
