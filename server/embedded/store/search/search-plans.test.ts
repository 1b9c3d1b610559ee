import { beforeAll, describe, expect, test } from 'vitest'
import { processorTime } from '../../../../scripts/processor-time.ts'
import type { Grammar } from '#contract/filter/filter-grammars.ts'
import { parseFilter } from '#contract/filter/filter.ts'
import { parseOrderBy } from '#contract/filter/order-by.ts'
import { openDb, type Db } from '../../db.ts'
import { type RunSearch, searchRunIds } from '../runs/runs-sql.ts'
import type { Place } from './places.ts'
import { type MetricColumn, orderSql, whereSql } from './search-sql.ts'
import { startSql } from './search-start.ts'

const db = openDb(':memory:')
const many = 2500
const idOf = (at: number) => at.toString(16).padStart(32, '0')

// Every tenth run lacks metric and param, every 500th has NaN. Other values fall, in pairs, as start times rise.
beforeAll(() =>
  db.write(() => {
    for (let at = 0; at < many; at += 1) {
      db.run(
        `INSERT INTO runs (run_id, experiment_id, run_name, user_id, status, start_time, artifact_uri)
         VALUES (?, 0, 'run', 'ann', 'FINISHED', ?, 'mlflow-artifacts:/0')`,
        idOf(at),
        at,
      )
      if (at % 10 === 0) continue
      db.run(`INSERT INTO params VALUES (?, 'lr', ?)`, idOf(at), `0.${Math.floor((many - at) / 2) % 100}`)
      const special = at % 500 === 1 ? 'NaN' : ''
      const value = special ? 0 : -Math.floor(at / 2)
      db.run(
        `INSERT INTO latest_metrics VALUES (?, 'loss', ?, ?, 1, 1, ?, ?, ?, ?, ?)`,
        idOf(at),
        value,
        special,
        ...(at % 500 === 1 ? [null, null, null, 0, 0] : [-((at * 7919) % 500), (at * 7919) % 700, at % 300, 3, 1]),
      )
    }
    db.run(`INSERT INTO tags VALUES (?, 'long', ?)`, idOf(1), 'a'.repeat(5000))
    // Tags that differ within the 64 letters of the index, only after them, or not at all.
    for (let at = 0; at < many; at += 3) {
      const value = `${'x'.repeat(60 + (at % 2) * 10)}${at % 7}`
      db.run(`INSERT INTO tags VALUES (?, 'far', ?)`, idOf(at), value)
    }
  }),
)

const start = { offset: 0 }
const scope = { sql: `r.experiment_id = ? AND r.lifecycle_stage = 'active'`, params: [0] }
const search = (filter: string, orderBy: string[], by: MetricColumn = 'value') => ({
  by,
  scope,
  clauses: parseFilter('runs', filter),
  orders: parseOrderBy('runs', orderBy),
})

/** The ids of all pages, each after so many rows; and again, each after the row with which the one before ended. */
function pagesOf(asked: RunSearch): string[][] {
  const pages = (size: number, step: (next: Place) => Place) => {
    const found: string[] = []
    for (let at: Place | undefined = { offset: 0 }; at;) {
      const { ids, next } = searchRunIds(db, asked, size, at)
      found.push(...ids)
      at = next && step(next)
    }
    return found
  }
  return [pages(700, ({ offset }) => ({ offset })), pages(700, (next) => next), pages(97, (next) => next)]
}

describe('runs in the order of a metric, a param or a tag', () => {
  test.each([
    [['metrics.loss']],
    [['metrics.loss DESC']],
    [['metrics.loss DESC', 'run_id DESC']],
    [['params.lr']],
    [['params.lr DESC', 'run_name', 'metrics.loss DESC']],
    [['params.nope']],
    [['tags.far']],
    [['tags.far DESC', 'run_name', 'metrics.loss DESC']],
  ])('%j: the pages of the index walk make up the sorted list', (orderBy) => {
    const order = orderSql('runs', parseOrderBy('runs', orderBy))
    const sorted = db
      .all<{ run_id: string }>(
        `SELECT r.run_id FROM runs r WHERE ${scope.sql} ORDER BY ${order.sql}`,
        ...scope.params,
        ...order.params,
      )
      .map(({ run_id }) => run_id)
    for (const pages of pagesOf(search('', orderBy))) expect(pages).toEqual(sorted)
  })

  test.each([
    ['min', '', ['metrics.loss']],
    ['max', '', ['metrics.loss DESC', 'run_id DESC']],
    ['mean', 'metrics.loss < -100', ['metrics.loss']],
    ['max', 'metrics.loss != -100', ['metrics.loss', 'params.lr']],
    ['min', '', ['params.lr', 'metrics.loss DESC']],
    ['mean', '', ['metrics.nope']],
  ] as const)('by the %s of all points, %s %j: the pages make up the sorted list', (by, filter, orderBy) => {
    const where = whereSql('runs', parseFilter('runs', filter))
    const order = orderSql('runs', parseOrderBy('runs', orderBy), { by })
    const sorted = db
      .all<{ run_id: string }>(
        `SELECT r.run_id FROM runs r WHERE ${scope.sql} AND ${where.sql} ORDER BY ${order.sql}`,
        ...scope.params,
        ...where.params,
        ...order.params,
      )
      .map(({ run_id }) => run_id)
    expect(sorted.length).toBeGreaterThan(200)
    for (const pages of pagesOf(search(filter, [...orderBy], by))) expect(pages).toEqual(sorted)
  })

  test('with filters that many or few runs pass', () => {
    expect(searchRunIds(db, search('metrics.loss < -10', ['metrics.loss DESC']), 1, start).ids).toEqual([idOf(23)])
    expect(searchRunIds(db, search('metrics.loss >= -1', ['metrics.loss']), 5, start).ids).toEqual([idOf(3), idOf(2)])
  })

  // Many runs fit each, so the index of values is walked, between the bounds of the clauses about the same key.
  test.each([
    ['metrics.loss < -100', ['metrics.loss DESC']],
    ['metrics.loss < -100', ['metrics.loss']],
    ['metrics.loss != -100', ['metrics.loss DESC']],
    ['metrics.loss > -1100 AND metrics.loss <= -20 AND metrics.loss != -30', ['metrics.loss']],
    ["params.lr != '0.5'", ['params.lr']],
    ["params.lr LIKE '0.%' AND metrics.loss < 0", ['params.lr DESC']],
    ["params.lr IS NOT NULL AND params.lr ILIKE '%1%'", ['params.lr']],
    ['params.absent IS NULL', ['params.absent', 'metrics.loss']],
    ["params.lr LIKE '%' AND params.none IS NULL", ['metrics.loss DESC']],
  ])('%s by %j: the pages make up the sorted list', (filter, orderBy) => {
    const [where, order] = [
      whereSql('runs', parseFilter('runs', filter)),
      orderSql('runs', parseOrderBy('runs', orderBy)),
    ]
    const sorted = db
      .all<{ run_id: string }>(
        `SELECT r.run_id FROM runs r WHERE ${scope.sql} AND ${where.sql} ORDER BY ${order.sql}`,
        ...scope.params,
        ...where.params,
        ...order.params,
      )
      .map(({ run_id }) => run_id)
    expect(sorted.length).toBeGreaterThan(200)
    for (const pages of pagesOf(search(filter, orderBy))) expect(pages).toEqual(sorted)
  })
})

test.each([
  ['tags.far', 'tags_by_value (key=?)', 3],
  ['tags.far DESC', 'tags_by_value (key=?)', 3],
  ['metrics.loss', 'latest_metrics_by_value (key=? AND <expr>=?)'],
  ['metrics.loss DESC', 'latest_metrics_by_value (key=? AND <expr>=?)'],
  ['params.lr', 'params_by_value (key=?)'],
  ['params.lr DESC', 'params_by_value (key=?)'],
  ['metrics.loss', 'latest_metrics_by_min (key=?)', 2, 'min'],
  ['metrics.loss DESC', 'latest_metrics_by_max (key=?)', 2, 'max'],
  ['metrics.loss', 'latest_metrics_by_mean (key=?)', 2, 'mean'],
] as [string, string, number?, MetricColumn?][])(
  'by %s the index provides the order, and only ties are sorted: %s',
  (orderBy, index, sorted = 2, by = 'value') => {
    const plans: string[] = []
    const watched: Db = {
      ...db,
      lists(sql, ...params) {
        const steps = db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...params)
        plans.push(steps.map(({ detail }) => detail).join('\n'))
        return db.lists(sql, ...params)
      },
    }
    expect(searchRunIds(watched, search('', [orderBy], by), 100, start).ids).toHaveLength(100)
    expect(plans).toHaveLength(2) // the page, and the key of its last row
    expect(plans[0]).toContain(index)
    expect(plans[0]).toContain(`USE TEMP B-TREE FOR LAST ${sorted} TERMS OF ORDER BY`)
  },
)

/** The steps of SQLite's plan. */
function planOf(grammar: Grammar, from: string, filter: string, orderBy: string[] = []): string {
  const where = whereSql(grammar, parseFilter(grammar, filter))
  const order = orderSql(grammar, parseOrderBy(grammar, orderBy))
  const sql = `EXPLAIN QUERY PLAN SELECT * FROM ${from} ${where.sql} ORDER BY ${order.sql} LIMIT 101`
  const rows = db.all<{ detail: string }>(sql, ...where.params, ...order.params)
  return rows.map(({ detail }) => detail).join('\n')
}

const runs = `runs r WHERE r.experiment_id = 0 AND r.lifecycle_stage = 'active' AND`

describe('plans: no full scan and no sort if there is an index', () => {
  test.each([
    ['runs', runs, '', [], 'runs_by_start'],
    ['runs', runs, "tags.k LIKE 'a%'", [], 'runs_by_start'],
    ['runs', runs, "status = 'FAILED'", [], 'runs_by_status'],
    ['runs', runs, '', ['status'], 'runs_by_status'],
    ['runs', runs, "user_id = 'ann'", [], 'runs_by_user'],
    ['runs', runs, '', ['user_id'], 'runs_by_user'],
    ['models', 'registered_models m WHERE', '', [], 'sqlite_autoindex_registered_models_1'],
    ['models', 'registered_models m WHERE', '', ['name DESC'], 'sqlite_autoindex_registered_models_1'],
    ['models', 'registered_models m WHERE', "name LIKE 'a%'", [], '(name>? AND name<?)'],
    ['models', 'registered_models m WHERE', "name = 'a'", [], '(name=?)'],
    ['models', 'registered_models m WHERE', '', ['timestamp DESC'], 'registered_models_by_update'],
    ['models', 'registered_models m WHERE', '', ['creation_timestamp DESC'], 'registered_models_by_creation'],
    ['versions', 'model_versions v WHERE', '', [], 'model_versions_by_update'],
    ['experiments', "experiments e WHERE e.lifecycle_stage = 'active' AND", '', [], 'experiments_by_creation'],
    ['experiments', 'experiments e WHERE', "name LIKE 'a%'", ['name'], '(name>? AND name<?)'],
  ] as const)('%s %s %s %j', (grammar, from, filter, orderBy, index) => {
    const plan = planOf(grammar, from, filter, [...orderBy])
    expect(plan).toContain(index)
    expect(plan).not.toContain('TEMP B-TREE FOR ORDER BY')
    expect(plan).not.toMatch(/SCAN \w+$/m)
  })

  test.each([
    ['metrics.loss < -1200', 'latest_metrics_by_value (key=? AND <expr>=? AND value<?)'],
    ["status = 'FINISHED' AND params.lr = '0.5' AND metrics.loss < 0", 'params_by_value (key=? AND value=?)'],
    ["metrics.loss < 0 AND tags.far = 'x'", 'tags_by_value (key=? AND <expr>=?)'],
    ["params.lr LIKE '%5' AND tags.long LIKE '%a%'", 'tags_by_value (key=?)'],
  ])('a search for %s starts from the rarest of its values', (filter, index) => {
    const start = startSql(db, 'runs', parseFilter('runs', filter))
    const plan = db.all<{ detail: string }>(`EXPLAIN QUERY PLAN SELECT 1 FROM ${start.sql}`, ...start.params)
    expect(plan.map(({ detail }) => detail).join('\n')).toContain(`INDEX ${index}`)
    expect(start.isFew).toBe(true)
  })

  test('a search for values that many runs have does not start from them', () => {
    const filter = "metrics.loss < 0 AND params.lr LIKE '0%'"
    expect(startSql(db, 'runs', parseFilter('runs', filter))).toMatchObject({ sql: 'runs AS r', isFew: false })
  })

  test('versions of one model are found by its key', () => {
    expect(planOf('versions', 'model_versions v WHERE', "name = 'a'")).toContain('(name=?)')
  })
})

test('backtracking patterns finish within 1 s of the processor on a text of 5,000 letters', async () => {
  for (const pattern of [
    '%a'.repeat(2000) + 'b',
    '%_a'.repeat(1000) + 'b%',
    '_%'.repeat(2000) + 'b',
    '%É'.repeat(1000),
  ])
    for (const comparator of ['LIKE', 'ILIKE']) {
      const find = () => searchRunIds(db, search(`tags.long ${comparator} '${pattern}'`, []), 10, start)
      expect(find().ids).toEqual([])
      expect(await processorTime(find, 1000)).toBeLessThan(1000)
    }
})
