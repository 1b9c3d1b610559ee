import { describe, expect, test } from 'vitest'
import type { ComparedRow } from './compared.ts'
import { canPlot, plotAxis } from './plot-axis.ts'

const row = (...values: ComparedRow['values']): ComparedRow => ({
  id: 'Parameters.x',
  group: 'Parameters',
  key: 'x',
  name: 'x',
  values,
  isSame: values.every((value) => Object.is(value, values[0])),
})

describe('plotAxis', () => {
  test.each<[string, ComparedRow['values'], string, (number | undefined)[]]>([
    [
      'numbers as they are, without those that have no place',
      [1, NaN, Infinity, 3, undefined],
      'value',
      [1, undefined, undefined, 3, undefined],
    ],
    [
      'numbers in texts, empty or not a number among them',
      ['2', ' 10 ', '', 'nan', '-inf'],
      'value',
      [2, 10, undefined, undefined, undefined],
    ],
    ['a param of many sizes by its logarithm', ['1e-4', '0.1'], 'log', [0.0001, 0.1]],
    ['no logarithm of zero', ['0', '1000'], 'value', [0, 1000]],
    ['no logarithm of a metric', [1, 1000], 'value', [1, 1000]],
    ['texts by their order', ['b', 'a10', 'a9', undefined, 'b'], 'category', [2, 1, 0, undefined, 2]],
    ['a number among texts as a text', ['None', '3'], 'category', [1, 0]],
    ['an id that JavaScript would take for a number as a text', ['0x1f', '0b1'], 'category', [1, 0]],
  ])('draws %s', (_what, values, kind, drawn) => {
    const axis = plotAxis(row(...values))
    expect(axis.kind).toBe(kind)
    expect(axis.values).toEqual(drawn)
  })

  test('what is the same in all is no axis', () => {
    expect(canPlot(row('a', 'a'))).toBe(false)
    expect(canPlot(row('a', 'b'))).toBe(true)
  })
})
