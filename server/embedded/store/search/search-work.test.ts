import type { SQLInputValue } from 'node:sqlite'
import { expect, test } from 'vitest'
import { openCounted } from '../../../testing/rows-read.ts'
import { type Db, openDb } from '../../db.ts'
import { searchExperiments } from '../experiments/search-experiments.ts'
import { createExperiment } from '../experiments/experiments.ts'
import { loggedModelInParts } from '../logged-models/logged-model-rows.ts'
import { searchLoggedModels } from '../logged-models/search-logged-models.ts'
import { createLoggedModel } from '../logged-models/logged-models.ts'
import { getMetricHistory } from '../runs/metric-history.ts'
import { logBatch } from '../runs/run-logging.ts'
import { searchRuns } from '../runs/search-runs.ts'
import { createRun } from '../runs/runs.ts'

/** The same database, recording the plan of every query. */
function observed(db: Db): { db: Db; plans: string[] } {
  const plans: string[] = []
  const note = (sql: string, params: SQLInputValue[]) => {
    const steps = db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...params)
    plans.push(steps.map(({ detail }) => detail).join('; '))
  }
  const all: Db['all'] = (sql, ...params) => {
    note(sql, params)
    return db.all(sql, ...params)
  }
  const lists: Db['lists'] = (sql, ...params) => {
    note(sql, params)
    return db.lists(sql, ...params)
  }
  return { db: { ...db, all, lists }, plans }
}

function filled(count: number): Db {
  const db = openDb(':memory:')
  for (let i = 0; i < count; i++) {
    createExperiment(db, { name: `e${i}`, tags: [{ key: 'k', value: '' }] }, [])
    createLoggedModel(db, { experiment_id: '0', params: [{ key: 'p', value: '' }] })
    const { run_id } = createRun(db, { experiment_id: '0', start_time: i }).info
    logBatch(db, {
      run_id,
      metrics: [{ key: 'm', value: i, step: 0, timestamp: 0 }],
      params: [{ key: 'p', value: '' }],
    })
  }
  return db
}

const searches: [string, (db: Db) => unknown][] = [
  ['experiments', (db) => searchExperiments(db, { max_results: 100 })],
  ['runs', (db) => searchRuns(db, { experiment_ids: ['0'], max_results: 100 })],
  ['logged models', (db) => searchLoggedModels(db, { experiment_ids: ['0'], max_results: 100 })],
  ['the points of a metric', (db) => getMetricHistory(db, 'r', { metric_key: 'm' })],
]

test.each(searches)('reads the page of %s from an index in its order', (_, search) => {
  const { db, plans } = observed(filled(3))
  search(db)
  expect(plans[0]).toMatch(/INDEX|PRIMARY KEY/)
  expect(plans[0]).not.toContain('TEMP B-TREE')
})

test.each(searches)('needs no more statements for a longer page of %s', (_, search) => {
  const few = observed(filled(2))
  const many = observed(filled(60))
  search(few.db)
  search(many.db)
  expect(many.plans).toHaveLength(few.plans.length)
  expect(few.plans.length).toBeLessThanOrEqual(7)
})

test('reads the points of a logged model in parts that each begin where the last one ended', () => {
  const POINTS = 5000
  const counted = openCounted((db) => {
    createLoggedModel(db, { experiment_id: '0' })
    db.run(
      `INSERT INTO logged_model_metrics (model_id, run_id, key, value, timestamp, step)
       WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${POINTS})
       SELECT model_id, 'run', 'loss', i, i, i FROM logged_models, n`,
    )
  })
  const { model_id = '' } = counted.db.get<{ model_id: string }>('SELECT model_id FROM logged_models')!
  let read = 0
  const rows = counted.rowsOf((db) => {
    for (const items of loggedModelInParts(db, model_id)!.data.metrics) read += items.length
  })
  expect(read).toBe(POINTS)
  expect(rows).toBeLessThan(1.5 * POINTS)
  counted.close()
})

test('writes a batch of 1,000 points of two logged models in parts and looks up each model once', () => {
  const db = openDb(':memory:')
  const { run_id } = createRun(db, { experiment_id: '0' }).info
  const models = [1, 2].map(() => createLoggedModel(db, { experiment_id: '0' }).info?.model_id)
  let statements = 0
  const run: Db['run'] = (...asked) => ((statements += 1), db.run(...asked))
  const get: Db['get'] = (...asked) => ((statements += 1), db.get(...asked))
  const metrics = Array.from({ length: 1000 }, (_, i) => {
    return { key: 'm', value: i, step: i, timestamp: i, model_id: models[i % 2] }
  })
  logBatch({ ...db, run, get }, { run_id, metrics })
  expect(db.get('SELECT count(*) AS n FROM logged_model_metrics GROUP BY model_id')).toEqual({ n: 500 })
  expect(statements).toBe(50 + 50 + 2 + 2 + 1) // the points, the points of the models, the models, the run and its latest point, and models found by it
})
