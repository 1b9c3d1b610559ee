import { expect, test } from 'vitest'
import type { LoggedModel } from '#contract/logged-models.ts'
import { loggedMetricRows } from './logged-metric-rows.ts'

type Metrics = NonNullable<NonNullable<LoggedModel['data']>['metrics']>
const model = (metrics: Metrics): LoggedModel => ({
  info: { model_id: 'm-1', experiment_id: '1', name: 'forest' },
  data: { metrics },
})

test('gives each dataset one row, with the last value', () => {
  const rows = loggedMetricRows(
    model([
      { key: 'rmse', value: 2, step: 5, timestamp: 9, dataset_name: 'eval' },
      { key: 'rmse', value: 1, step: 7, timestamp: 1, dataset_name: 'eval' },
      { key: 'rmse', value: 'NaN', step: 0, timestamp: 0 },
    ]),
  )
  expect(rows).toEqual([
    { key: 'rmse on eval', value: '1', note: 'step 7' },
    { key: 'rmse', value: 'NaN', note: 'step 0' },
  ])
})

test('leaves out the step if all steps are 0', () => {
  expect(loggedMetricRows(model([{ key: 'acc', value: 0.5, step: 0, timestamp: 1 }]))).toEqual([
    { key: 'acc', value: '0.5' },
  ])
  expect(loggedMetricRows({ info: model([]).info })).toEqual([])
})
