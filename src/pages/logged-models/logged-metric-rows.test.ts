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
    [{ key: 'modelshelf.metric.rmse', value: '{"unit":"km","meaning":"Distance missed"}' }],
  )
  const said = { unit: 'km', hint: 'Distance missed. In km.' }
  expect(rows).toEqual([
    { key: 'rmse on eval', value: '1', note: 'step 7', ...said },
    { key: 'rmse', value: 'NaN', note: 'step 0', ...said },
  ])
})

test('leaves out the step if all steps are 0', () => {
  expect(loggedMetricRows(model([{ key: 'epoch', value: 0.5, step: 0, timestamp: 1 }]), [])).toEqual([
    { key: 'epoch', value: '0.5' },
  ])
  expect(loggedMetricRows({ info: model([]).info }, [])).toEqual([])
})

test('gives the chosen value, and says which it is', () => {
  const points = [3, 1, 2].map((value, step) => ({ key: 'rmse', value, step, timestamp: step }))
  const other = { key: 'epoch', value: 3, step: 0, timestamp: 0 }
  expect(loggedMetricRows(model([...points, other]), [], 'best')).toMatchObject([
    { key: 'rmse', value: '1', note: 'best' },
    { key: 'epoch', value: '3', note: 'last' },
  ])
})
