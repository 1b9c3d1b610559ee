import * as fc from 'fast-check'
import { expect, test } from 'vitest'
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
  ['models', 'a_b', "name ILIKE '%a_b%'"],
  ['models', '100% \\d', "name ILIKE '%100_%' AND name ILIKE '%_d%'"],
  ['models', 'ann\'s"', `name ILIKE '%ann_s"%'`],
  ['loggedModels', "it's", `name ILIKE '%it_s%'`],
  ['experiments', 'précis', "name ILIKE '%pr_%cis%'"],
  ['experiments', 'pre\u0301cis', "name ILIKE '%pr_%cis%'"],
  ['experiments', 'x\u0302東京я', "name ILIKE '%_%東京я%'"],
  ['models', "taxi AND tags.team = 'a_b'", "name ILIKE '%taxi%' AND tags.team = 'a_b'"],
  ['models', "rock AND name = 'x' AND tags.a = 'b'", "name ILIKE '%rock%' AND name = 'x' AND tags.a = 'b'"],
  ['runs', "tags.a AND tags.b = 'x'", "tags.a AND tags.b = 'x'"],
  ['models', "AND tags.a = 'x'", "AND tags.a = 'x'"],
] as const)('%s: %s', (grammar, text, filter) => expect(searchText(grammar, text).filter).toBe(filter))

test.each([
  ['iris v2', false],
  ["ann's", false],
  ['東京 модел', false],
  ['a_b', true],
  ['5%', true],
  ['a\\b', true],
  ['\'"', true],
  ['é', true],
  ['e\u0301', true],
  ["iris AND name LIKE 'a_%'", false],
])('%s may find other names: %s', (text, isLoose) => {
  expect(searchText('models', text).isLoose).toBe(isLoose)
})

test('takes words and a filter apart', () => {
  expect(searchText('models', " taxi nyc  AND tags.a = 'b' ")).toMatchObject({
    words: ['taxi', 'nyc'],
    rest: "tags.a = 'b'",
  })
  expect(searchText('models', "name = 'b' AND taxi")).toMatchObject({ words: [], rest: "name = 'b' AND taxi" })
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
        expect(parseFilter(grammar, searchText(grammar, text).filter)).toHaveLength(words.length)
      },
    ),
  )
})
