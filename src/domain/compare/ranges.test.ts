import { expect, test } from 'vitest'
import type { PlotAxis } from './plot-axis.ts'
import { insideOf, rangeOfInterval, rangesIn, withRanges } from './ranges.ts'

const numbers: PlotAxis = {
  id: 'Metrics.rmse',
  name: 'rmse',
  kind: 'value',
  categories: [],
  values: [1, 5, 9, undefined],
}
const texts: PlotAxis = {
  id: 'Parameters.model',
  name: 'model',
  kind: 'category',
  categories: ['forest', 'mlp', 'tree'],
  values: [0, 1, 2, 1],
}
const axes = [numbers, texts]

test('the URL holds ranges, also of names with any sign in them', () => {
  const ranges = [
    { id: 'Metrics.a,b"[]&=', from: -0.5, to: 3 },
    { id: 'Parameters.model', from: 'mlp', to: 'tree' },
  ]
  const params = new URLSearchParams(withRanges(new URLSearchParams('x=1'), ranges).toString())
  expect(rangesIn(params)).toEqual(ranges)
  expect(params.get('x')).toBe('1')
})

test('a range that the URL has twice counts once', () => {
  const range = { id: numbers.id, from: 2, to: 7 }
  expect(rangesIn(withRanges(new URLSearchParams(), [range, { ...range }]))).toEqual([range])
})

test('what is no range in an edited URL is left out', () => {
  expect(
    rangesIn(
      new URLSearchParams([
        ['range', '["a",1'],
        ['range', '7'],
        ['range', '["a",null,2]'],
      ]),
    ),
  ).toEqual([])
})

test('keeps what lies in one range of every axis that has any', () => {
  const low = { id: numbers.id, from: 0, to: 2 }
  const high = { id: numbers.id, from: 10, to: 8 } // either way round
  expect(insideOf([low, high], axes, 4)).toEqual([true, false, true, false])
  expect(insideOf([low, high, { id: texts.id, from: 'mlp', to: 'tree' }], axes, 4)).toEqual([false, false, true, false])
})

test('nothing is chosen by no range, or one of an axis or a text that is not there', () => {
  expect(insideOf([], axes, 4)).toBeUndefined()
  expect(insideOf([{ id: 'Metrics.gone', from: 1, to: 2 }], axes, 4)).toBeUndefined()
  expect(insideOf([{ id: texts.id, from: 'gone', to: 'tree' }], axes, 4)).toBeUndefined()
})

test('reads what is drawn on an axis', () => {
  expect(rangeOfInterval(numbers, [1.23456789, 4.5])).toEqual({ id: numbers.id, from: 1.235, to: 4.5 })
  expect(rangeOfInterval(texts, [0.6, 2])).toEqual({ id: texts.id, from: 'mlp', to: 'tree' })
})
