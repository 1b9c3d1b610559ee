import { afterAll, expect, test } from 'vitest'
import type { Grammar } from '#contract/filter/filter-grammars.ts'
import { parseFilter } from '#contract/filter/filter.ts'
import { parseOrderBy } from '#contract/filter/order-by.ts'
import { openCounted } from '../../../testing/rows-read.ts'
import { type Asked, searches } from '../../../testing/searches.ts'
import type { Db } from '../../db.ts'
import { findRuns } from '../runs/search-runs.ts'
import { orderSql, whereSql } from './search-sql.ts'

// Searches for rows that are apart in the indexes: in several experiments, of one model, behind deleted ones. They too take as much work
// among many rows as among few.

/** The experiments 1 to 3 with all runs and logged models but ten, which 4 has; as many deleted experiments, which are newer; one model. */
function fillApart(db: Db, count: number): void {
  const insert = (into: string, select: string, more = '') =>
    db.run(
      `INSERT INTO ${into} WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${count - 1}) SELECT ${select} FROM n${more}`,
    )
  const experiment = `iif(i % ${count / 10} = 7, 4, i % 3 + 1)`
  insert(
    'experiments',
    `i + 1, 'experiment ' || (${count} - i), 'mlflow-artifacts:/' || (i + 1), iif(i < 500, 'active', 'deleted'), i, i`,
  )
  insert(
    'runs (run_id, experiment_id, run_name, user_id, status, start_time, end_time, artifact_uri, lifecycle_stage)',
    `printf('%032x', i), ${experiment}, 'run ' || (i * 7919 % ${count}), 'user ' || (i % 10), iif(i % 7 = 3, 'FAILED', 'FINISHED'), i / 5,
     iif(i % 100 = 9, NULL, i), 'mlflow-artifacts:/0', iif(i % 4 = 2, 'deleted', 'active')`,
  )
  insert(
    'latest_metrics (run_id, key, value, timestamp, step)',
    `printf('%032x', i), 'rare', 1, 1, 1`,
    ` WHERE i % ${count / 10} = 5`,
  )
  insert('latest_metrics (run_id, key, value, timestamp, step)', `printf('%032x', i), 'one', i * 7919 % 1000, 1, 1`)
  insert(
    `logged_models (model_id, experiment_id, name, creation_timestamp_ms, last_updated_timestamp_ms, artifact_uri, status,
       model_type, source_run_id)`,
    `'m-' || printf('%032x', i), ${experiment}, 'model ' || (i * 7919 % ${count}), i, i, 'mlflow-artifacts:/0', 2, '', 'run ' || (i / 3)`,
  )
  insert(
    'logged_model_metrics (model_id, run_id, key, value, timestamp, step)',
    `'m-' || printf('%032x', i), 'run', 'one', i * 7919 % 1000, 1, 1`,
  )
  db.run(
    `INSERT INTO registered_models (name, creation_timestamp, last_updated_timestamp, newest_version) VALUES ('one', 1, 1, ${count})`,
  )
  insert(
    'model_versions (name, version, creation_timestamp, last_updated_timestamp, source, storage_location, current_stage)',
    `'one', i + 1, i, i, 's3://bucket/' || i, 's3://bucket/' || i, iif(i = 5, 'Production', 'None')`,
  )
}

const few = openCounted((db) => fillApart(db, 1000))
const many = openCounted((db) => fillApart(db, 10_000))
afterAll(() => {
  few.close()
  many.close()
})

const inThree = { experiment_ids: ['1', '2', '3'] }
const cases: [Grammar, Partial<Asked>][] = [
  ['runs', inThree],
  ['runs', { ...inThree, order_by: ['status'] }],
  ['runs', { ...inThree, order_by: ['user_id'] }],
  ['runs', { ...inThree, order_by: ['run_name'] }],
  ['runs', { ...inThree, order_by: ['end_time'] }],
  ['runs', { ...inThree, order_by: ['end_time DESC'] }],
  ['runs', { ...inThree, order_by: ['metrics.rare'] }],
  ['runs', { ...inThree, order_by: ['metrics.one DESC'] }],
  ['runs', { ...inThree, filter: "status = 'FAILED'" }],
  ['runs', { ...inThree, filter: 'metrics.one < 500' }],
  ['runs', { experiment_ids: ['1', '4'] }],
  ['runs', { ...inThree, run_view_type: 'ALL' }],
  ['runs', { experiment_ids: ['1'], run_view_type: 'ALL' }],
  ['loggedModels', inThree],
  ['loggedModels', { ...inThree, order_by: ['name'] }],
  ['loggedModels', { ...inThree, order_by: ['metrics.absent'] }],
  ['loggedModels', { ...inThree, order_by: ['metrics.one'] }],
  ['loggedModels', { ...inThree, filter: 'metrics.one < 500' }],
  ['experiments', {}],
  ['experiments', { order_by: ['last_update_time DESC'] }],
  ['experiments', { order_by: ['last_update_time'] }],
  ['experiments', { order_by: ['name'] }],
  ['versions', { filter: "name = 'one'" }],
  ['versions', { filter: "name = 'one'", order_by: ['version_number DESC'] }],
  ['versions', { filter: "name = 'one'", order_by: ['version_number'] }],
  ['versions', { filter: "name = 'one'", order_by: ['last_updated_timestamp DESC'] }],
  ['versions', { filter: "name = 'one'", order_by: ['creation_timestamp DESC'] }],
]

test.each(cases)('%s: %j, the first page and one far in', (grammar, asked) => {
  const search =
    (page_token = '') =>
    (db: Db) =>
      searches[grammar](db, { filter: '', order_by: [], ...asked, page_token })
  let token: string | undefined
  for (let page = 0; page < (grammar === 'experiments' ? 2 : 10); page += 1)
    token = search(token)(many.db).next_page_token
  expect(token).toBeDefined()
  const most = 1.5 * few.rowsOf(search())
  expect(many.rowsOf(search())).toBeLessThanOrEqual(most)
  expect(many.rowsOf(search(token))).toBeLessThanOrEqual(most)
})

test.each<[Grammar, Partial<Asked>]>([
  ['runs', { experiment_ids: ['4'] }],
  ['runs', { experiment_ids: ['4'], order_by: ['metrics.one'] }],
  ['runs', { experiment_ids: ['4'], filter: 'metrics.one < 900', order_by: ['metrics.rare'] }],
  ['runs', { experiment_ids: ['4', '5', '6'], filter: 'metrics.one < 900', order_by: ['metrics.one'] }],
  ['loggedModels', { experiment_ids: ['4'] }],
  ['loggedModels', { experiment_ids: ['4'], filter: 'metrics.one < 900', order_by: ['metrics.one'] }],
  ['versions', { filter: "name = 'one' AND tags.absent = 'x'" }],
  ['versions', { filter: "name = 'one' AND run_id = 'absent'" }],
  ['versions', { filter: "name = 'one' AND source_path = 's3://bucket/7'" }],
])('%s: %j, of which there are few among many', (grammar, asked) => {
  const search = (db: Db) => searches[grammar](db, { filter: '', order_by: [], ...asked })
  expect(many.rowsOf(search)).toBeLessThanOrEqual(1.5 * few.rowsOf(search) + 5)
})

test.each([
  [[], ''],
  [['end_time'], ''],
  [['end_time DESC'], ''],
  [['status DESC', 'run_name'], ''],
  [['user_id', 'metrics.rare'], "status = 'FINISHED'"],
  [['metrics.rare DESC'], 'start_time < 150'],
])('pages of runs of three experiments by %j where %j make up the sorted list', (order_by, filter) => {
  const { db } = few
  // So do times that node:sqlite would refuse to read.
  db.run('UPDATE runs SET end_time = 9007199254740993 + end_time WHERE end_time BETWEEN 100 AND 300')
  const where = whereSql('runs', parseFilter('runs', filter))
  const order = orderSql('runs', parseOrderBy('runs', order_by))
  const sorted = db.lists<[run_id: string]>(
    `SELECT r.run_id FROM runs AS r WHERE r.experiment_id IN (1, 2, 3) AND r.lifecycle_stage = 'active' AND ${where.sql} ORDER BY ${order.sql}`,
    ...where.params,
    ...order.params,
  )
  const found: string[] = []
  for (let page_token: string | undefined = ''; page_token !== undefined && found.length < 2000;) {
    const page = findRuns(db, { ...inThree, filter, order_by, max_results: 70, page_token })
    found.push(...page.ids)
    page_token = page.next_page_token
  }
  expect(found.length).toBeGreaterThan(200)
  expect(found).toEqual(sorted.map(([id]) => id))
})
