import { afterAll, expect, test } from 'vitest'
import { openDb, type Db } from '../../db.ts'
import { fillMany } from '../../../testing/many-of-everything.ts'
import { getMetricHistory } from '../runs/metric-history.ts'
import { logBatch } from '../runs/run-logging.ts'
import { searchModels } from '../registry/search-registry.ts'
import { searchRuns } from '../runs/search-runs.ts'
import { createRun } from '../runs/runs.ts'
import { placeOf, tokenFor } from './page-token.ts'

// A token names the row before its page, so that what is written meanwhile neither repeats nor leaves out any other row.

const open: Db[] = []
afterAll(() => open.forEach((db) => db.close()))
function filled(count: number): Db {
  const db = openDb(':memory:')
  open.push(db)
  fillMany(db, count)
  return db
}

const names = (page: ReturnType<typeof searchModels>) => (page.registered_models ?? []).map(({ name }) => name)
const ids = ({ runs = [] }: ReturnType<typeof searchRuns>) => runs.map(({ info }) => info.run_id)
const told = (token = '') =>
  JSON.parse(Buffer.from(token, 'base64').toString()) as { offset: number; after?: unknown[] }

/** The pages of three of all models in an order, with a change before each but the first. */
function pagesOf(db: Db, order_by: string[], change: (page: string[]) => void = () => {}): string[] {
  const found: string[] = []
  for (let page_token: string | undefined = ''; page_token !== undefined;) {
    const page = searchModels(db, { order_by, max_results: 3, page_token })
    found.push(...names(page))
    page_token = page.next_page_token
    change(names(page))
  }
  return found
}

test.each([['name'], ['name DESC'], ['last_updated_timestamp DESC'], ['creation_timestamp'], ['version DESC']])(
  'T05 each model comes once by %s, though the last one of each page is deleted, renamed or changed meanwhile',
  (order) => {
    const db = filled(40)
    const all = pagesOf(db, [order])
    const changed = new Set<string>()
    const found = pagesOf(db, [order], (page) => {
      const last = page.at(-1) ?? ''
      const kind = changed.size % 3
      changed.add(last)
      if (kind === 0) db.run('DELETE FROM model_versions WHERE name = ?', last)
      if (kind === 0) db.run('DELETE FROM registered_models WHERE name = ?', last)
      if (kind === 1) db.run("UPDATE registered_models SET name = 'other ' || ? WHERE name = ?", last, last)
      if (kind === 2)
        db.run('UPDATE registered_models SET newest_version = NULL, creation_timestamp = 0 WHERE name = ?', last)
    })
    expect(changed.size).toBeGreaterThan(13)
    // What was changed may come again, where it is now.
    const others = (some: string[]) => some.filter((name) => !changed.has(name) && !name.startsWith('other'))
    expect(others(found)).toEqual(others(all))
    expect(new Set(found).isSupersetOf(new Set(all))).toBe(true)
  },
)

test('models registered meanwhile before a page do not repeat the rows of the page before', () => {
  const db = filled(9)
  let made = 0
  const found = pagesOf(db, ['creation_timestamp DESC'], () => {
    made += 1
    db.run(
      "INSERT INTO registered_models (name, creation_timestamp, last_updated_timestamp) VALUES ('new ' || ?, 1000 + ?, 1)",
      made,
      made,
    )
  })
  expect(new Set(found).size).toBe(9)
  expect(found).toHaveLength(9)
})

test('T02 in another search a token is what MLflow makes of it: an offset', () => {
  const db = filled(20)
  const { next_page_token } = searchModels(db, { max_results: 5 })
  expect(told(next_page_token)).toMatchObject({ offset: 5, after: ['model 000004'] })
  const byOffset = tokenFor({ offset: 5 })
  for (const other of [{ order_by: ['name DESC'] }, { filter: "name LIKE 'model 00001%'" }]) {
    const asked = { ...other, max_results: 20 }
    expect(searchModels(db, { ...asked, page_token: next_page_token })).toEqual(
      searchModels(db, { ...asked, page_token: byOffset }),
    )
  }
})

test.each([
  ['times beyond 2^53', 'start_time'],
  ['no time', 'end_time'],
  ['NaN', 'metrics.own DESC'],
])('runs with %s come once each', (_, order) => {
  const db = filled(12)
  db.run('UPDATE runs SET start_time = 9007199254740993 + start_time, end_time = iif(start_time < 4, start_time, NULL)')
  db.run("UPDATE latest_metrics SET value = 0, special = 'NaN' WHERE key = 'own' AND value > 4")
  const asked = { experiment_ids: ['0'], order_by: [order] }
  const found: string[] = []
  for (let page_token: string | undefined = ''; page_token !== undefined;) {
    const page = searchRuns(db, { ...asked, max_results: 1, page_token })
    found.push(...ids(page))
    page_token = page.next_page_token
  }
  expect(found).toEqual(ids(searchRuns(db, asked)))
  expect(new Set(found).size).toBe(12)
})

test.each(['metrics.own', 'metrics.own DESC'])('runs by %s come once each, also of metrics beyond 2^53', (order) => {
  const db = filled(60)
  const beyond = ['1e16 + n * 1e12', '1.23e18 + n * 1e9', '-1e20 - n * 1e15', '1e300', '1e16']
  const numbered = `(SELECT run_id, row_number() OVER (ORDER BY run_id) AS n FROM runs) AS r WHERE r.run_id = latest_metrics.run_id`
  const asked = { experiment_ids: ['0'], order_by: [order] }
  for (const value of beyond) {
    db.run(`UPDATE latest_metrics SET value = ${value} FROM ${numbered} AND key = 'own'`)
    const all = ids(searchRuns(db, asked))
    for (const max_results of [1, 7]) {
      const found: string[] = []
      for (let page_token: string | undefined = ''; page_token !== undefined && found.length < 100;) {
        const page = searchRuns(db, { ...asked, max_results, page_token })
        found.push(...ids(page))
        page_token = page.next_page_token
      }
      expect(found, `${value}, ${max_results}`).toEqual(all)
    }
  }
})

test.each(['好', 'Ж', '😀', 'a'])('a server reads its own token after a long key of %s', (letter) => {
  for (const count of [300, 700, 1100, 1700, 1990, 2100]) {
    const db = filled(3)
    db.run(`UPDATE params SET value = ? || value WHERE key = 'own'`, letter.repeat(count))
    const asked = { experiment_ids: ['0'], order_by: ['params.own'] }
    const { next_page_token } = searchRuns(db, { ...asked, max_results: 1 })
    expect(searchRuns(db, { ...asked, page_token: next_page_token }).runs, `${count}`).toHaveLength(2)
  }
})

test('after a row with too long a key a page begins by its offset', () => {
  const db = filled(3)
  db.run("UPDATE params SET value = 'x' || printf('%2000s', value) WHERE key = 'own'")
  const asked = { experiment_ids: ['0'], order_by: ['params.own'] }
  const { next_page_token } = searchRuns(db, { ...asked, max_results: 1 })
  expect(told(next_page_token)).toEqual({ offset: 1 })
  expect(searchRuns(db, { ...asked, page_token: next_page_token }).runs).toHaveLength(2)
})

test('points with equal times, steps and values come once each, page by page', () => {
  const db = openDb(':memory:')
  open.push(db)
  const { run_id } = createRun(db, { experiment_id: '0' }).info
  const values = [0, -0, Number.NaN, 5, 2 ** 60, 1e20, -1e300]
  const metrics = values.map((value) => ({ key: 'loss', value, step: 2n ** 60n, timestamp: 2n ** 61n }))
  logBatch(db, { run_id, metrics })
  const asked = { metric_key: 'loss', max_results: 1 }
  const found: unknown[] = []
  for (let page_token: string | undefined = ''; page_token !== undefined;) {
    const page = getMetricHistory(db, run_id, { ...asked, page_token })
    found.push(...(page.metrics ?? []).map(({ value }) => value))
    page_token = page.next_page_token
  }
  expect(found).toEqual(getMetricHistory(db, run_id, { metric_key: 'loss' }).metrics?.map(({ value }) => value))
  expect(found).toHaveLength(7)
})

test.each(['[{}]', '[[1]]', '[9223372036854775808]', '{"a":1}', '[1', '[true]'])(
  'T01 refuses a forged key: %s',
  (key) => {
    const db = filled(3)
    const token = searchModels(db, { max_results: 1 }).next_page_token!
    const forged = Buffer.from(Buffer.from(token, 'base64').toString().replace('["model 000000"]', key)).toString(
      'base64',
    )
    expect(() => searchModels(db, { page_token: forged })).toThrow('Invalid page token')
    expect(placeOf(token, () => '')).toEqual({ offset: 1 })
  },
)
