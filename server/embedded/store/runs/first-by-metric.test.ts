import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDb } from '../../db.ts'
import { createExperiment } from '../experiments/experiments.ts'
import { logBatch } from './run-logging.ts'
import { createRun } from './runs.ts'
import { isFirstByMetric } from './search-runs.ts'

const db = openDb(':memory:')
afterAll(() => db.close())

// Runs of experiment 0 have `own` 0 to 399, those of another one -400 to -1.
beforeAll(() =>
  db.write(() => {
    const other = createExperiment(db, { name: 'other' }, [])
    for (const [experiment_id, from] of [
      ['0', 0],
      [other, -400],
    ] as const)
      for (let i = 0; i < 400; i++) {
        const { run_id } = createRun(db, { experiment_id }).info
        const metrics = Object.entries({ own: from + i, same: 1 })
        logBatch(db, {
          run_id,
          metrics: metrics.map(([key, value]) => ({ key, value, step: 0, timestamp: 0 })),
        })
      }
  }),
)

test.each<[what: string, isFirst: boolean, input: { order: string; filter?: string; max_results?: number }]>([
  ['its own values are the first', true, { order: 'metrics.own DESC' }],
  ['those of another experiment come first', false, { order: 'metrics.own ASC' }],
  ['a filter leaves those out', true, { order: 'metrics.own ASC', filter: 'metrics.own >= 0' }],
  ['all values are the same', false, { order: 'metrics.same' }],
  ['the filter is about something else too', false, { order: 'metrics.own DESC', filter: "params.p = 'x'" }],
  ['the page is long', false, { order: 'metrics.own DESC', max_results: 300 }],
  ['the filter is none', false, { order: 'metrics.own DESC', filter: 'metrics.own <' }],
  ['the order is another', false, { order: 'start_time DESC' }],
])('tells a first page by a metric where %s: %s', (_, isFirst, { order, ...input }) => {
  const asked = { experiment_ids: ['0'], order_by: [order], max_results: 100, ...input }
  expect(isFirstByMetric(db, asked)).toBe(isFirst)
})
