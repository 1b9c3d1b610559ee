import { expect, test } from 'vitest'
import { metricTagKey, metricTagValue } from '../metric-meaning.ts'
import { metricChanges, type MetricVerdict } from './metrics.ts'

const change = (
  key: string,
  before: number | undefined,
  after: number | undefined,
  tags?: { key: string; value: string }[],
) =>
  metricChanges(
    new Map(before === undefined ? [] : [[key, before]]),
    new Map(after === undefined ? [] : [[key, after]]),
    tags,
  )[0]

test.each<[string, number | undefined, number | undefined, MetricVerdict]>([
  ['val_rmse', 5, 4, 'better'],
  ['val_rmse', 4, 5, 'worse'],
  ['accuracy', 0.8, 0.9, 'better'],
  ['accuracy', 0.9, 0.8, 'worse'],
  ['accuracy', 0.9, 0.9, 'same'],
  ['rows', 10, 12, 'changed'],
  ['accuracy', undefined, 0.8, 'new'],
  ['accuracy', 0.8, undefined, 'gone'],
  ['accuracy', 0.8, NaN, 'broken'],
  ['accuracy', NaN, 0.8, 'mended'],
  ['accuracy', NaN, NaN, 'same'],
  ['loss', Infinity, 3, 'better'],
  ['loss', 3, Infinity, 'worse'],
  ['loss', 0, -0, 'same'],
])('%s from %d to %d is %s', (key, before, after, verdict) => {
  expect(change(key, before, after)?.verdict).toBe(verdict)
})

test('says the difference only where it is a number', () => {
  expect(change('rmse', 4, 5)).toMatchObject({ difference: 1, ratio: 0.25 })
  expect(change('rmse', -4, -5)).toMatchObject({ difference: -1, ratio: -0.25 })
  expect(change('rmse', 0, 5)).toEqual({ key: 'rmse', before: 0, after: 5, difference: 5, verdict: 'worse' })
  for (const [before, after] of [
    [NaN, 5],
    [Infinity, 5],
    [5, 5],
    [undefined, 5],
  ])
    expect(change('rmse', before, after)).not.toHaveProperty('difference')
})

test('takes the direction that people have said over the one the name proposes', () => {
  expect(change('error', 1, 2, said('higher'))?.verdict).toBe('better')
  expect(change('error', 1, 2, said())?.verdict).toBe('changed')
})

const said = (direction?: 'higher' | 'lower') => [
  { key: metricTagKey('error'), value: metricTagValue({ meaning: 'Said.', ...(direction && { direction }) }) },
]
