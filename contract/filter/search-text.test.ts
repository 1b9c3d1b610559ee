import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { FilterError } from './filter-error.ts'
import { parseFilter } from './filter.ts'
import { searchText } from './search-text.ts'

test.each([
  ['models', 'iris', "name ILIKE '%iris%'"],
  ['models', '  iris  v2 ', "name ILIKE '%iris%' AND name ILIKE '%v2%'"],
  ['runs', 'iris', "attributes.run_name ILIKE '%iris%'"],
  ['models', "ann's", `name ILIKE "%ann's%"`],
  ['models', '5"', `name ILIKE '%5"%'`],
  ['models', '', ''],
  ['models', ' ', ''],
  ['models', 'is in like', "name ILIKE '%is%' AND name ILIKE '%in%' AND name ILIKE '%like%'"],
  ['models', '=', "name ILIKE '%=%'"],
  ['runs', ' metrics.rmse < 7 ', 'metrics.rmse < 7'],
  ['runs', "tags.k='a b'", "tags.k='a b'"],
  ['models', "name like 'a%'", "name like 'a%'"],
  ['models', "name IN ('a')", "name IN ('a')"],
  ['runs', 'tags.k is null', 'tags.k is null'],
  ['runs', 'metrics.rmse ', 'metrics.rmse'],
  ['runs', 'run.1 metrics.x', "attributes.run_name ILIKE '%run.1%' AND attributes.run_name ILIKE '%metrics.x%'"],
] as const)('%s: %s', (grammar, text, filter) => expect(searchText(grammar, text)).toBe(filter))

test('names the words that no filter can hold, with their position', () => {
  expect(() => searchText('models', `a b'c"d`)).toThrow(/cannot be searched/)
  expect(() => searchText('loggedModels', "it's")).toThrow(/cannot be searched/)
  try {
    searchText('models', `a b'c"d`)
  } catch (error) {
    expect(error).toMatchObject({ position: 2 })
  }
})

test('turns any plain words into a valid filter', () => {
  const word = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter((text) => !/[\s=<>!~]/.test(text) && /\S/.test(text))
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 5 }),
      fc.constantFrom('models', 'runs', 'loggedModels'),
      (words, grammar) => {
        const text = words.join(' ')
        // `x IN (y` and the like are filters, not plain words.
        fc.pre(!/\b(like|ilike|in|is)\b/i.test(text))
        try {
          expect(parseFilter(grammar, searchText(grammar, text))).toHaveLength(words.length)
        } catch (error) {
          expect(error).toBeInstanceOf(FilterError)
          expect(text).toMatch(/'/)
        }
      },
    ),
  )
})
