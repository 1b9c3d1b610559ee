import { expect, test } from 'vitest'
import type { ComparedGroup, ComparedRow } from './compared.ts'
import { deltaOf, deltaWords, numbersOf, sizeWords } from './delta.ts'

const row = (
  group: ComparedGroup,
  key: string,
  values: ComparedRow['values'],
  sortKeys?: ComparedRow['sortKeys'],
): ComparedRow => ({
  id: `${group}.${key}`,
  group,
  key,
  name: key,
  values,
  isSame: false,
  ...(sortKeys && { sortKeys }),
})

/** The words beside each value, with the first as the baseline. */
const words = (of: ComparedRow) =>
  of.values.map((_, index) => {
    const change = deltaOf(of, numbersOf(of), index, 0)
    return change ? deltaWords(of, change) : ''
  })

test.each<[string, ComparedRow, string[]]>([
  ['a metric', row('Metrics', 'rmse', [5, 4, 5, undefined]), ['', '−1 (−20%)', '', '']],
  ['a number in a param', row('Parameters', 'depth', ['3', '10', 'auto']), ['', '+7 (+230%)', '']],
  ['a number in a tag', row('Tags', 'rows', ['100', '150']), ['', '+50 (+50%)']],
  ['the same number written otherwise', row('Parameters', 'depth', ['3', '3.0']), ['', '']],
  [
    'almost all of it, and all',
    row('Parameters', 'alpha', ['1.0', '0.003', '0', '0.9']),
    ['', '−0.997 (−99.7%)', '−1 (−100%)', '−0.1 (−10%)'],
  ],
  ['a difference from zero', row('Parameters', 'alpha', ['0', '0.5']), ['', '+0.5']],
  ['a difference from almost zero', row('Metrics', 'loss', [1e-300, 1]), ['', '+1']],
  ['huge numbers', row('Metrics', 'loss', [-1e308, 1e308, Number.MAX_VALUE, 1.5e308]), ['', '', '', '']],
  ['what is not finite', row('Metrics', 'loss', [1, NaN, Infinity]), ['', '', '']],
  [
    'a duration',
    row('Run', 'Duration', ['10 s', '1 min 30 s', '5 s'], [10_000, 90_000, 5000]),
    ['', '+1 min 20 s (+800%)', '−5 s (−50%)'],
  ],
  ['the size of a model', row('Environment', 'Size', ['1 kB', '1.5 kB'], [1000, 1500]), ['', '+500 B (+50%)']],
  ['a size that is not known', row('Environment', 'Size', ['1 kB', undefined], [1000, undefined]), ['', '']],
  ['versions of libraries', row('Environment', 'Flavour sklearn', ['1', '2']), ['', '']],
  ['points in time', row('Run', 'Started', ['now', 'then'], [1, 2]), ['', '']],
  ['a hash', row('Code', 'Git commit', ['123', '456']), ['', '']],
])('says how values differ: %s', (_what, of, expected) => {
  expect(words(of)).toEqual(expected)
})

test('says nothing without a baseline, and the size alone where there is little room', () => {
  const rmse = row('Metrics', 'rmse', [5, 4])
  expect(deltaOf(rmse, numbersOf(rmse), 1, undefined)).toBeUndefined()
  expect(sizeWords(rmse, deltaOf(rmse, numbersOf(rmse), 1, 0)!)).toBe('−1')
})
