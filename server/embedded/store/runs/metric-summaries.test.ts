import { expect, test } from 'vitest'
import { openDb, type Db } from '../../db.ts'
import { getMetricHistory } from './metric-history.ts'
import { readSummaries, summarizeMetrics } from './metric-summaries.ts'
import { logBatch, logMetric } from './run-logging.ts'
import { createRun } from './runs.ts'
import { searchRuns } from './search-runs.ts'

const startRun = (db: Db, start_time = 0) => createRun(db, { experiment_id: '0', start_time }).info.run_id
const points = (key: string, values: readonly (number | string)[], from = 0) =>
  values.map((value, at) => ({ key, value: Number(value), step: from + at, timestamp: 1 }))

/** What the points say, from the history that any client reads. */
function fromHistory(db: Db, run_id: string, key: string) {
  const values = (getMetricHistory(db, run_id, { run_id, metric_key: key }).metrics ?? [])
    .map(({ value }) => value)
    .filter((value) => typeof value === 'number')
  if (values.length === 0) return { run_id, key, numbers: 0 }
  const mean = values.reduce((sum, value) => sum + value / values.length, 0)
  return {
    run_id,
    key,
    min: Math.min(...values),
    max: Math.max(...values),
    mean: expect.closeTo(mean, 9) as number,
    numbers: values.length,
  }
}

test.each([
  ['one point', [[0.5]]],
  ['a curve in several batches', [[5, 3, 4], [2.5], [9, 1, 1.5, 8]]],
  ['NaN among numbers', [['NaN'], [3, 'NaN', 2], ['NaN']]],
  ['NaN only', [['NaN', 'NaN'], ['NaN']]],
  ['numbers after NaN only', [['NaN'], [-7]]],
  ['negative numbers and zeros', [[-1, -0, 0], [0], [-3]]],
])('summarizes %s as its history says', async (_, batches) => {
  const db = openDb(':memory:')
  const run_id = startRun(db)
  let at = 0
  for (const values of batches) {
    logBatch(db, { run_id, metrics: points('m', values, at) })
    at += values.length
  }
  const expected = [fromHistory(db, run_id, 'm')]
  expect(summarizeMetrics(db, [run_id])).toEqual(expected)
  // Read again from the points, as for a folder of before the summaries.
  db.run('UPDATE latest_metrics SET min = NULL, max = NULL, mean = NULL, numbers = NULL')
  await readSummaries(db, { run_ids: [run_id] })
  expect(summarizeMetrics(db, [run_id])).toEqual(expected)
})

test('infinities count as they are stored, and no mean is infinite', async () => {
  const db = openDb(':memory:')
  const [once, apart] = [startRun(db), startRun(db)]
  const values = [Infinity, Infinity, -Infinity, 5]
  logBatch(db, { run_id: once, metrics: points('m', values) })
  for (const [at, value] of values.entries()) logMetric(db, apart, { key: 'm', value, step: at, timestamp: 1 })
  const most = Number.MAX_VALUE
  const check = () => {
    for (const summary of summarizeMetrics(db, [once, apart])) {
      expect(summary).toMatchObject({ min: -most, max: most, numbers: 4 })
      expect(Number(summary.mean) / most).toBeCloseTo(0.25, 9)
    }
  }
  check()
  db.run('UPDATE latest_metrics SET numbers = NULL')
  await readSummaries(db, { run_ids: [once, apart] })
  check()
})

test('a mean of equal values is that value', () => {
  const db = openDb(':memory:')
  const run_id = startRun(db)
  for (const at of [0, 1, 2]) logBatch(db, { run_id, metrics: points('m', [0.1, 0.1, 0.1], at * 3) })
  expect(summarizeMetrics(db, [run_id])).toEqual([{ run_id, key: 'm', min: 0.1, max: 0.1, mean: 0.1, numbers: 9 }])
})

test('points that a client sends again count once', async () => {
  const db = openDb(':memory:')
  const run_id = startRun(db)
  const metrics = [...points('m', [4, 2]), ...points('other', [1])]
  logBatch(db, { run_id, metrics })
  logBatch(db, { run_id, metrics })
  logBatch(db, { run_id, metrics: [...points('m', [9], 2), ...points('m', [9], 2)] })
  await readSummaries(db, { order_by: ['metrics.m'] })
  expect(summarizeMetrics(db, [run_id])[0]).toEqual({ run_id, key: 'm', min: 2, max: 9, mean: 5, numbers: 3 })
  await readSummaries(db, { run_ids: [run_id] })
  expect(summarizeMetrics(db, [run_id])).toEqual(['m', 'other'].map((key) => fromHistory(db, run_id, key)))
  // Known again, and kept so by the next points.
  logBatch(db, { run_id, metrics: points('m', [-1], 3) })
  expect(summarizeMetrics(db, [run_id])[0]).toEqual(fromHistory(db, run_id, 'm'))
})

test('a run of which nothing is known any more has no summaries', () => {
  expect(summarizeMetrics(openDb(':memory:'), ['gone'])).toEqual([])
})

test('others write while the summaries of an older folder are read', async () => {
  const db = openDb(':memory:')
  const runs = Array.from({ length: 1200 }, (_, at) => startRun(db, at))
  for (const [at, run_id] of runs.entries()) logBatch(db, { run_id, metrics: points('m', [at, -at, 0]) })
  db.run('UPDATE latest_metrics SET numbers = NULL')
  const done = readSummaries(db, { order_by: ['metrics.m DESC'] })
  const latest = { key: 'm', value: 9999, step: 3, timestamp: 1 }
  await db.write(() => logMetric(db, runs[7]!, latest))
  await done
  expect(db.get('SELECT count(*) AS unread FROM latest_metrics WHERE numbers IS NULL OR ranked IS NULL')).toEqual({
    unread: 0,
  })
  expect(summarizeMetrics(db, [runs[7]!])).toEqual([fromHistory(db, runs[7]!, 'm')])
  const { runs: found } = searchRuns(db, {
    experiment_ids: ['0'],
    order_by: ['metrics.m DESC'],
    summary: 'max',
    max_results: 3,
  })
  expect(found?.map(({ info }) => info.run_id)).toEqual([runs[7], runs[1199], runs[1198]])
})
