import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FilterError } from './filter-error.ts'
import { parseFilter } from './filter.ts'
import { parseOrderBy } from './order-by.ts'
import { comparisons, everyGrammar, hostileText, joined, longText } from './testing-filters.ts'

/** Returns the FilterError that reading throws, if any; rethrows every other error. */
function refusal(read: () => unknown): FilterError | undefined {
  try {
    read()
    return undefined
  } catch (error) {
    if (error instanceof FilterError) return error
    throw error
  }
}

function isWithin(text: string, error: FilterError | undefined) {
  if (!error) return
  expect(error.message).not.toBe('')
  expect(error.position).toBeGreaterThanOrEqual(0)
  expect(error.position).toBeLessThanOrEqual(text.length)
}

describe.each(everyGrammar)('any text as a filter or an order of %s', (grammar) => {
  const anyText = fc.oneof(
    { weight: 4, arbitrary: hostileText(grammar) },
    { weight: 1, arbitrary: fc.constantFrom(1000, 10_000, 60_000).chain((length) => longText(grammar, length)) },
  )

  test('throws at most a FilterError, with a position in the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        isWithin(
          text,
          refusal(() => parseFilter(grammar, text)),
        )
        isWithin(
          text,
          refusal(() => parseOrderBy(grammar, [text])),
        )
      }),
      { numRuns: 400 },
    )
  })

  test('throws at most a FilterError for a list of orders', () => {
    fc.assert(
      fc.property(fc.array(hostileText(grammar), { maxLength: 25 }), (items) => {
        const error = refusal(() => parseOrderBy(grammar, items))
        if (error) expect(error.message).not.toBe('')
      }),
      { numRuns: 100 },
    )
  })

  test('refuses more than 20 orders', () => {
    // The length is checked before duplicate keys.
    const orders = Array.from({ length: 21 }, () => 'name')
    expect(() => parseOrderBy(grammar, orders)).toThrow('order_by has 21 keys, more than 20.')
  })
})

test.each(everyGrammar)('a valid filter of %s, in any spelling, is read as meant', (grammar) => {
  const keys = ['a', 'a.b', 'a b', 'é', '日本', '1', '__proto__', 'x/y', "it's", 'say "so"', 'AND', '%', '\\', '😀']
  const texts = [
    '',
    'x',
    "it's",
    'say "so"',
    "a''b",
    '%_\\',
    '日本',
    'AND',
    '--',
    ';',
    ' x ',
    '1',
    '\u202e',
    '😀',
    '()',
  ]
  const numbers = [0, 1, -1, 0.5, -1e-7, 1e21, 5e-324, 1.7976931348623157e308, 9007199254740991, 123456789]
  const pool = { keys: { metric: keys, param: keys, tag: keys }, texts, numbers }
  fc.assert(
    fc.property(
      fc.array(comparisons(grammar, pool), { minLength: 1, maxLength: 5 }),
      fc.constantFrom(' AND ', ' and ', '\nAnd\t'),
      (parts, and) => {
        const filter = joined(parts, and)
        const read = parseFilter(grammar, filter)
        expect(read.map(({ start, end, ...clause }) => ({ ...clause, written: filter.slice(start, end) }))).toEqual(
          parts,
        )
      },
    ),
    { numRuns: 300 },
  )
})
