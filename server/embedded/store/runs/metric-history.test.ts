import { expect, test } from 'vitest'
import { allPages } from '#contract/all-pages.ts'
import { openDb } from '../../db.ts'
import { writeJson } from '../../json.ts'
import {
  getMetricHistory,
  getMetricHistoryBulk,
  getMetricHistoryBulkInterval,
  metricHistoryBulkInPieces,
  metricHistoryInPieces,
} from './metric-history.ts'
import { logBatch, logMetric } from './run-logging.ts'
import { createRun, getRun } from './runs.ts'

function openRun() {
  const db = openDb(':memory:')
  return { db, id: createRun(db, { experiment_id: '0' }).info.run_id }
}
type Step = number | bigint
const point = (value: number, step: Step = 0, timestamp: Step = 0, key = 'm') => ({ key, value, step, timestamp })
const history = { metric_key: 'm' }

test.each([
  ['the largest', Number.MAX_VALUE, Number.MAX_VALUE],
  ['the smallest', Number.MIN_VALUE, Number.MIN_VALUE],
  ['a sum', 0.1 + 0.2, 0.1 + 0.2],
  ['minus zero', -0, -0],
  ['NaN', NaN, 'NaN'],
  ['Infinity', Infinity, Number.MAX_VALUE],
  ['-Infinity', -Infinity, -Number.MAX_VALUE],
  ['2^53+1 as a double', 2 ** 53, 2 ** 53],
])('reads %s back exactly', (_, value, read) => {
  const { db, id } = openRun()
  logMetric(db, id, point(value))
  expect(getRun(db, id).data.metrics?.[0]?.value).toBe(read)
  expect(getMetricHistory(db, id, history).metrics?.[0]?.value).toBe(read)
})

test('keeps steps and timestamps exact to 64 bits', () => {
  const { db, id } = openRun()
  const steps = [-(2n ** 63n), 2 ** 53 - 1, 2n ** 53n + 1n, 2n ** 63n - 1n]
  for (const step of steps) logMetric(db, id, point(1, step, 2n ** 62n + 1n))
  expect(getMetricHistory(db, id, history).metrics?.map(({ step }) => step)).toEqual(steps)
  expect(getRun(db, id).data.metrics).toEqual([{ key: 'm', value: 1, step: 2n ** 63n - 1n, timestamp: 2n ** 62n + 1n }])
  for (const step of steps) {
    const alone = openRun()
    logMetric(alone.db, alone.id, point(1, step))
    expect(getMetricHistory(alone.db, alone.id, history).metrics?.[0]?.step).toBe(step)
  }
})

test('writes points in pieces as they are written one by one', () => {
  const { db, id } = openRun()
  const values = [Number.MAX_VALUE, Number.MIN_VALUE, 0.1 + 0.2, -0, 0, NaN, -Infinity, 1e21, 1e-7, -12]
  const metrics = values.map((value, step) => point(value, step, 2n ** 62n + 1n, 'a key'))
  logBatch(db, { run_id: id, metrics: [...metrics, point(1, 2n ** 63n - 1n, 3, 'a key')] })
  const input = { metric_key: 'a key' }
  const { pieces } = metricHistoryInPieces(db, id, input, 4)
  const written = Array.from(pieces, ({ text }) => text)
  expect(written).toHaveLength(3)
  expect(`[${written.join()}]`).toBe(writeJson(getMetricHistory(db, id, input).metrics))
})

test('the latest point has the highest step, then time, then value', () => {
  const { db, id } = openRun()
  const latest = () => getRun(db, id).data.metrics?.[0]
  logMetric(db, id, point(1, 5, 10))
  logMetric(db, id, point(2, 4, 99))
  expect(latest()).toMatchObject({ value: 1, step: 5 })
  logBatch(db, { run_id: id, metrics: [point(3, 5, 11), point(9, 5, 9), point(4, 5, 11), point(2, 5, 11)] })
  expect(latest()).toMatchObject({ value: 4, step: 5, timestamp: 11 })
})

test('orders history by time, then step, then value, without duplicates', () => {
  const { db, id } = openRun()
  const points = [point(3, 1, 2), point(1, 9, 1), point(2, 1, 2), point(NaN, 0, 3), point(NaN, 0, 3), point(3, 1, 2)]
  logBatch(db, { run_id: id, metrics: points })
  expect(getMetricHistory(db, id, history).metrics).toEqual([
    { key: 'm', value: 1, step: 9, timestamp: 1 },
    { key: 'm', value: 2, step: 1, timestamp: 2 },
    { key: 'm', value: 3, step: 1, timestamp: 2 },
    { key: 'm', value: 'NaN', step: 0, timestamp: 3 },
  ])
})

test('returns history in pages, or whole without max_results', async () => {
  const { db, id } = openRun()
  for (let i = 0; i < 5; i++) logMetric(db, id, point(i, i, i))
  const values: unknown[] = []
  for await (const page of allPages((next) => getMetricHistory(db, id, { ...history, max_results: 2, ...next })))
    values.push(page.metrics?.map(({ value }) => value))
  expect(values).toEqual([[0, 1], [2, 3], [4]])
  expect(getMetricHistory(db, id, history).metrics).toHaveLength(5)
  for (const max_results of [0, -1])
    expect(() => getMetricHistory(db, id, { ...history, max_results })).toThrow('must be a positive integer')
})

test('an unknown run or key has no history', () => {
  const { db, id } = openRun()
  expect(getMetricHistory(db, id, history)).toEqual({})
  expect(getMetricHistory(db, 'x', history)).toEqual({})
})

test('orders the history of many runs by run, and always includes the list', () => {
  const { db, id } = openRun()
  const other = createRun(db, { experiment_id: '0' }).info.run_id
  for (const run of [id, other]) logBatch(db, { run_id: run, metrics: [point(2, 0, 2), point(1, 0, 1)] })
  const { metrics } = getMetricHistoryBulk(db, { run_id: [other, id], metric_key: 'm' })
  expect(metrics?.map(({ run_id, value }) => [run_id, value])).toEqual(
    [id, other].toSorted().flatMap((run) => [
      [run, 1],
      [run, 2],
    ]),
  )
  expect(getMetricHistoryBulk(db, { run_id: [id], metric_key: 'm', max_results: 1 }).metrics).toHaveLength(1)
  expect(getMetricHistoryBulk(db, { run_id: [id], metric_key: 'x' })).toEqual({ metrics: [] })
  expect(() => getMetricHistoryBulk(db, { metric_key: 'm' })).toThrow('must specify at least one run_id')
  expect(() => getMetricHistoryBulk(db, { run_id: [id] })).toThrow('must specify a metric_key')
  const many = Array.from({ length: 101 }, () => id)
  expect(() => getMetricHistoryBulk(db, { run_id: many, metric_key: 'm' })).toThrow(
    'cannot specify more than 100 run_ids. Received 101 run_ids.',
  )
})

test.each([
  [1, [9]],
  [2, [0, 9]],
  [4, [0, 3, 6, 9]],
  [10, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
  [2500, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
])('a chart of %i points keeps the first and the last point', (max_results, steps) => {
  const { db, id } = openRun()
  const metrics = Array.from({ length: 10 }, (_, i) => point(i, i))
  logBatch(db, { run_id: id, metrics })
  const sample = getMetricHistoryBulkInterval(db, { run_ids: [id], metric_key: 'm', max_results })
  expect(sample.metrics?.map(({ step }) => step)).toEqual(steps)
})

test('a chart can show a range of steps, even if all points share one', () => {
  const { db, id } = openRun()
  logBatch(db, { run_id: id, metrics: Array.from({ length: 10 }, (_, i) => point(i, i)) })
  logBatch(db, { run_id: id, metrics: Array.from({ length: 1000 }, (_, i) => point(i, 0, i, 'flat')) })
  const ask = (more: object) => getMetricHistoryBulkInterval(db, { run_ids: [id], metric_key: 'm', ...more })
  expect(ask({ start_step: 3, end_step: 5 }).metrics?.map(({ step }) => step)).toEqual([3, 4, 5])
  expect(ask({ metric_key: 'flat', max_results: 7 }).metrics).toHaveLength(7)
  expect(ask({ metric_key: 'none' })).toEqual({})
  expect(() => ask({ start_step: 4, end_step: 3 })).toThrow(
    'end_step must be greater than start_step. Found start_step=4 and end_step=3.',
  )
  expect(() => ask({ start_step: 4 })).toThrow('both must be specified')
  for (const max_results of [0, 2501]) expect(() => ask({ max_results })).toThrow('between 1 and 2500')
})

test('refuses negative timestamps, accepts negative steps', () => {
  const { db, id } = openRun()
  expect(() => logMetric(db, id, point(1, 0, -1))).toThrow('Timestamp must be a nonnegative long')
  logMetric(db, id, point(1, -5))
  expect(getMetricHistory(db, id, history).metrics?.[0]?.step).toBe(-5)
})

test('breaks off in the middle of a run that was deleted meanwhile', () => {
  const { db, id } = openRun()
  logBatch(db, { run_id: id, metrics: [point(1, 1), point(2, 2), point(3, 3)] })
  const answers = [
    metricHistoryInPieces(db, id, history, 2),
    metricHistoryBulkInPieces(db, { run_id: [id], ...history }, 2),
  ]
  for (const { pieces } of answers) expect(pieces.next().value?.last).toBe(false)
  db.run('DELETE FROM runs WHERE run_id = ?', id)
  for (const { pieces } of answers) expect(() => pieces.next()).toThrow('deleted or hidden')
})
