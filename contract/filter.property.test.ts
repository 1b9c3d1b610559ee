import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FilterError } from './filter-error.ts'
import { grammars, type Grammar } from './filter-grammars.ts'
import { parseFilter } from './filter.ts'
import { parseOrderBy } from './order-by.ts'

const grammar = fc.constantFrom(...(Object.keys(grammars) as Grammar[])) // keys of a Record<Grammar, …>

/** How long reading takes, in ms, whether it ends in clauses or in a FilterError; anything else thrown comes out. */
function timeToRead(which: Grammar, filter: string): number {
  const before = performance.now()
  try {
    parseFilter(which, filter)
  } catch (error) {
    if (!(error instanceof FilterError)) throw error
    expect(error.position).toBeGreaterThanOrEqual(0)
    expect(error.position).toBeLessThanOrEqual(filter.length)
  }
  return performance.now() - before
}

describe('whatever comes in', () => {
  test('only a FilterError comes out, with a place in the text', () => {
    const piece = fc.constantFrom(
      "'",
      '"',
      '`',
      '(',
      ')',
      ',',
      ';',
      '=',
      '!=',
      '<',
      'AND',
      'IN',
      'NOT',
      'IS',
      'NULL',
      'LIKE',
      '--',
      '/*',
      '.',
      'metrics',
      'tags',
      '.a',
      'name',
      '1',
      '-1e3',
      '0x1',
      ' ',
      '\0',
      '\ud800',
      'é',
      '%',
      '\\',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 40 }).map((list) => list.join('')),
    )
    fc.assert(
      fc.property(grammar, text, (which, filter) => {
        timeToRead(which, filter)
        try {
          parseOrderBy(which, [filter])
        } catch (error) {
          if (!(error instanceof FilterError)) throw error
        }
      }),
      { numRuns: 500 },
    )
  })

  test.each([
    '(',
    ')',
    'AND ',
    "'",
    '"',
    '`',
    "''",
    '%',
    '--',
    '/*',
    'a.',
    '1',
    '-',
    '.',
    '<',
    'IN (',
    'a IN (',
    "a IN ('b',",
    'é',
    '😀',
    ' ',
  ])('10 kB of %j are read in 50 ms', (piece) => {
    const hostile = piece.repeat(Math.ceil(10_000 / piece.length))
    for (const which of Object.keys(grammars) as Grammar[])
      for (const filter of [hostile, `name = ${hostile}`]) {
        // The least of five: another process may take the core in between.
        const times = Array.from({ length: 5 }, () => timeToRead(which, filter))
        expect(Math.min(...times)).toBeLessThan(50)
      }
  })
})

test('what is written as a filter is read as it was meant', () => {
  const plain = fc.string({ unit: 'grapheme', maxLength: 20 })
  const key = plain.filter((text) => text !== '' && !text.includes('`'))
  const quoted = plain.filter((text) => !text.includes("'")).map((value) => ({ value, written: `'${value}'` }))
  const number = fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .map((value) => value + 0) // a -0 is written `0`, so it is read as 0
    .map((value) => ({ value, written: `${value}`.replace('e+', 'e') }))
  const clause = fc.oneof(
    fc.record({
      entity: fc.constant('metric'),
      key,
      comparator: fc.constantFrom('=', '!=', '<', '<=', '>', '>='),
      value: number,
    }),
    fc.record({
      entity: fc.constantFrom('param', 'tag'),
      key,
      comparator: fc.constantFrom('=', '!=', 'LIKE', 'ILIKE'),
      value: quoted,
    }),
    fc.record({
      entity: fc.constant('attribute'),
      key: fc.constantFrom('status', 'run_id'),
      comparator: fc.constantFrom('=', 'LIKE'),
      value: quoted,
    }),
  )
  fc.assert(
    fc.property(fc.array(clause, { minLength: 1, maxLength: 5 }), (clauses) => {
      const filter = clauses.map((c) => `${c.entity}.\`${c.key}\` ${c.comparator} ${c.value.written}`).join(' AND ')
      const read = parseFilter('runs', filter).map(({ entity, key, comparator, value }) => ({
        entity,
        key,
        comparator,
        value,
      }))
      expect(read).toEqual(clauses.map((c) => ({ ...c, value: c.value.value })))
    }),
  )
})
