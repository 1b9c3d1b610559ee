import { expect, test } from 'vitest'
import { metricTagKey, metricTagValue } from '../metric-meaning.ts'
import { mainMetrics } from './main-metrics.ts'

const keys = ['epoch', 'train_rmse', 'system/cpu', 'val_rmse', 'bikes_missed', 'mae'].map((key) => ({ key, value: 1 }))

test('prefers usual names and held-out data, and leaves out the system’s', () => {
  expect(mainMetrics(keys, undefined, 9).map(({ key }) => key)).toEqual([
    'val_rmse',
    'mae',
    'train_rmse',
    'bikes_missed',
    'epoch',
  ])
})

test('puts first what somebody has said a metric means', () => {
  const tags = [{ key: metricTagKey('bikes_missed'), value: metricTagValue({ meaning: 'Bikes that were not there.' }) }]
  expect(mainMetrics(keys, tags, 1).map(({ key }) => key)).toEqual(['bikes_missed'])
})
