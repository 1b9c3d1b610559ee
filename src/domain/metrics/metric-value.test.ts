import { expect, test } from 'vitest'
import { summaryOfPoints } from '#contract/metrics/points.ts'
import type { Run } from '#contract/runs.ts'
import { metricTagKey, metricTagValue } from '../metric-meaning.ts'
import {
  chosenModel,
  chosenRuns,
  summaryFor,
  summaryValue,
  type ValueChoice,
  valueChoices,
  valueHint,
  valueIn,
  valueSuffix,
} from './metric-value.ts'

const points = (...values: (number | string)[]) => values.map((value) => ({ value }))

test.each([
  [[3, 1, 2], { min: 1, max: 3, mean: 2, numbers: 3 }],
  [['NaN', 5, 'NaN'], { min: 5, max: 5, mean: 5, numbers: 1 }],
  [['NaN'], { numbers: 0 }],
  [[], { numbers: 0 }],
  [[0.1, 0.1, 0.1], { min: 0.1, max: 0.1, mean: expect.closeTo(0.1, 15) as number, numbers: 3 }],
  [[1.7e308, 1.7e308], { min: 1.7e308, max: 1.7e308, mean: 1.7e308, numbers: 2 }],
])('summarizes %j', (values, summary) => {
  expect(summaryOfPoints(points(...values))).toEqual(summary)
})

const tags = [{ key: metricTagKey('shelf_days'), value: metricTagValue({ direction: 'lower' }) }]

test('the best is the least or the greatest, as the name or the model says, and the last where nobody knows', () => {
  const meant = ['val_rmse', 'accuracy', 'shelf_days', 'epoch'].map((key) => summaryFor('best', key, tags))
  expect(meant).toEqual(['min', 'max', 'min', undefined])
  expect(valueChoices.map((choice) => valueSuffix(choice, 'epoch', tags))).toEqual([
    '',
    ', last',
    ', min',
    ', max',
    ', mean',
  ])
  expect(valueSuffix('best', 'shelf_days', tags)).toBe(', best')
  expect(valueHint('best', 'epoch', tags)).toContain('epoch')
  expect(valueHint('best', 'shelf_days', tags)).toBe('')
})

test('a choice that the URL does not know is the last', () => {
  expect(['best', 'mean', 'median', ''].map((value) => valueIn(new URLSearchParams({ value })))).toEqual([
    'best',
    'mean',
    'last',
    'last',
  ])
})

const valuesOf = (chosen: Run) => chosen.data.metrics?.map(({ key, value }) => [key, value])
const metric = (key: string, value: number | string) => ({ key, value, step: 9, timestamp: 1 })
const point = (key: string, dataset_name: string, value: number, step: number) =>
  ({ key, dataset_name, value, step, timestamp: 1, dataset_digest: 'd', model_id: 'm', run_id: 'r' }) as const

test('a run has the chosen values, without those that are not known', () => {
  const run = {
    info: { run_id: 'r' },
    data: { metrics: [metric('rmse', 3), metric('epoch', 9), metric('acc', 'NaN'), metric('late', 1)] },
  } as unknown as Run // only its metrics count
  const summaries = new Map([
    ['rmse', { min: 1, max: 8, mean: 4, numbers: 5 }],
    ['epoch', { min: 1, max: 9, mean: 5, numbers: 9 }],
    ['acc', { numbers: 0 }],
  ])
  const chosen = (choice: ValueChoice) => chosenRuns([run], new Map([['r', summaries]]), choice, tags)[0]!
  expect(chosen('last')).toBe(run)
  expect(valuesOf(chosen('best'))).toEqual([
    ['rmse', 1],
    ['epoch', 9],
    ['late', 1],
  ])
  expect(valuesOf(chosen('mean'))).toEqual([
    ['rmse', 4],
    ['epoch', 5],
  ])
})

const mean = (...values: (number | string)[]) => summaryValue(summaryOfPoints(points(...values)), 'mean')

test('a mean of values that are infinite is infinite, however they are stored', () => {
  const most = Number.MAX_VALUE
  expect(mean(4, most, 2)).toBe(most)
  expect(mean(4, 'Infinity', 2)).toBe(Infinity)
  expect(mean(4, -most)).toBe(-most)
  expect(mean(-most, most)).toBeNaN()
  expect(mean(1, 2)).toBe(1.5)
  expect(mean('NaN')).toBeUndefined()
})

test('a logged model has one value for each metric and dataset', () => {
  const metrics = [
    point('rmse', 'a', 2, 0),
    point('rmse', 'a', 5, 1),
    point('rmse', 'b', 7, 0),
    point('epoch', 'a', 1, 0),
  ]
  const model = { info: { model_id: 'm', name: 'm', experiment_id: '0' }, data: { metrics } } as unknown as Parameters<
    typeof chosenModel
  >[0] // only its metrics count
  const values = chosenModel(model, 'best', tags).data?.metrics?.map(({ value }) => value)
  expect(values).toEqual([2, 7, 1])
})
