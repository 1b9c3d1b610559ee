import { expect, test } from 'vitest'
import type { LoggedModel } from '#contract/logged-models.ts'
import type { Run } from '#contract/runs.ts'
import { metricsOf, paramsOf } from './measured.ts'

const at = { timestamp: 1, step: 0 }
const run: Run = {
  info: { run_id: 'r', experiment_id: '1', status: 'FINISHED', lifecycle_stage: 'active' },
  data: {
    metrics: [
      { key: 'rmse', value: 9, ...at },
      { key: 'loss', value: 'NaN', ...at },
      { key: 'huge', value: Number.MAX_VALUE, ...at },
    ],
    params: [{ key: 'depth', value: '3' }],
  },
}

function model(metrics: NonNullable<LoggedModel['data']>['metrics']): LoggedModel {
  return {
    info: { model_id: 'm-1', experiment_id: '1', name: 'm' },
    data: { metrics, params: [{ key: 'depth', value: '5' }] },
  }
}

test('reads NaN and what MLflow stores for Infinity', () => {
  expect(Object.fromEntries(metricsOf(run, undefined))).toEqual({ rmse: 9, loss: NaN, huge: Infinity })
})

test('prefers the last values of the logged model to those of its run', () => {
  const logged = model([
    { key: 'rmse', value: 7, timestamp: 5, step: 2 },
    { key: 'rmse', value: 8, timestamp: 9, step: 1 },
  ])
  expect(metricsOf(run, logged).get('rmse')).toBe(7)
  expect(paramsOf(run, logged).get('depth')).toBe('5')
})

test('keeps a metric on several datasets apart, and on one under its own name', () => {
  const logged = model([
    { key: 'rmse', value: 1, ...at, dataset_name: 'day' },
    { key: 'rmse', value: 2, ...at, dataset_name: 'night' },
    { key: 'mae', value: 3, ...at, dataset_name: 'day' },
  ])
  expect(Object.fromEntries(metricsOf(undefined, logged))).toEqual({ 'rmse on day': 1, 'rmse on night': 2, mae: 3 })
})

test('has nothing of a version without run and logged model', () => {
  expect(metricsOf(undefined, undefined).size + paramsOf(undefined, undefined).size).toBe(0)
})
