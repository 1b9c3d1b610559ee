import { beforeAll, describe, expect, test } from 'vitest'
import { parseFilter } from '#contract/filter/filter.ts'
import { parseOrderBy } from '#contract/filter/order-by.ts'
import { openDb } from '../../db.ts'
import { searchRunIds } from './runs-sql.ts'

const db = openDb(':memory:')

type Seed = {
  id: string
  status?: string
  start?: number
  end?: number | null
  metrics?: Record<string, number>
  params?: Record<string, string>
  tags?: Record<string, string>
  dataset?: { name: string; digest: string; context: string }
}

const seeds: Seed[] = [
  {
    id: 'a',
    start: 4,
    end: 9,
    metrics: { rmse: 1, 'a b': 5 },
    params: { lr: '0.1', 'a b': 'x' },
    tags: { k: 'v', '%': '100%' },
  },
  { id: 'b', start: 3, metrics: { rmse: 7.5 }, params: { lr: '0.01' }, tags: { k: 'V' } },
  { id: 'c', start: 2, end: 5, metrics: { rmse: Number.NaN }, tags: { k: "It's", nfc: '\u00e9' } },
  { id: 'd', start: 2, status: 'FAILED', metrics: { rmse: -2 }, tags: { k: 'ÀÉ_x', nfc: 'e\u0301' } },
  { id: 'e', start: 1, tags: { k: 'back\\slash' }, dataset: { name: 'wine', digest: 'd1', context: 'training' } },
]

beforeAll(() =>
  db.write(() => {
    for (const seed of seeds) insert(seed)
  }),
)

function insert({
  id,
  status = 'FINISHED',
  start = 0,
  end = null,
  metrics = {},
  params = {},
  tags = {},
  dataset,
}: Seed) {
  db.run(
    `INSERT INTO runs (run_id, experiment_id, run_name, user_id, status, start_time, end_time, artifact_uri)
     VALUES (?, 0, ?, 'ann', ?, ?, ?, 'mlflow-artifacts:/0')`,
    id,
    `run ${id}`,
    status,
    start,
    end,
  )
  for (const [key, value] of Object.entries(metrics)) {
    const stored = Number.isNaN(value) ? [0, 'NaN'] : [value, '']
    db.run(
      `INSERT INTO latest_metrics (run_id, key, value, special, timestamp, step) VALUES (?, ?, ?, ?, 1, 1)`,
      id,
      key,
      ...stored,
    )
  }
  for (const [key, value] of Object.entries(params)) db.run(`INSERT INTO params VALUES (?, ?, ?)`, id, key, value)
  for (const [key, value] of Object.entries(tags)) db.run(`INSERT INTO tags VALUES (?, ?, ?)`, id, key, value)
  if (!dataset) return
  db.run(
    `INSERT INTO datasets (dataset_id, experiment_id, name, digest, source_type, source) VALUES (1, 0, ?, ?, 't', 's')`,
    dataset.name,
    dataset.digest,
  )
  db.run(
    `INSERT INTO dataset_inputs VALUES (?, 1, ?)`,
    id,
    JSON.stringify([{ key: 'mlflow.data.context', value: dataset.context }]),
  )
}

/** The runs found, as one text. */
function find(filter: string, orderBy: string[] = [], limit = 100, offset = 0): string {
  const search = {
    scope: { sql: 'r.experiment_id = ?', params: [0] },
    clauses: parseFilter('runs', filter),
    orders: parseOrderBy('runs', orderBy),
  }
  return searchRunIds(db, search, limit, { offset }).ids.join('')
}

test('distinguishes tags that differ only after the indexed prefix', () => {
  const long = 'é'.repeat(64)
  db.run(`INSERT INTO tags VALUES ('a', 'long', ?), ('b', 'long', ?), ('c', 'long', ?)`, long, `${long}x`, `${long}y`)
  expect(find(`tags.long = '${long}x'`)).toBe('b')
  expect(find(`tags.long = '${long}'`)).toBe('a')
  expect(find(`tags.long = '${long.slice(1)}'`)).toBe('')
})

describe('filters', () => {
  test.each([
    ['', 'abcde'],
    ['metrics.rmse < 7', 'ad'],
    ['metrics.rmse <= 1', 'ad'],
    ['metrics.rmse > 1', 'b'],
    ['metrics.rmse >= 1', 'ab'],
    ['metrics.rmse = 0', ''],
    ['metrics.rmse != 1', 'bcd'],
    ['metrics.`a b` = 5', 'a'],
    ["params.lr = '0.1'", 'a'],
    ["params.lr != '0.1'", 'b'],
    ["params.lr LIKE '0.0%'", 'b'],
    ["params.lr ILIKE '0._'", 'a'],
    ['params.lr IS NULL', 'cde'],
    ['params.lr IS NOT NULL', 'ab'],
    [`params."a b" = 'x'`, 'a'],
    ["tags.k = 'v'", 'a'],
    ["tags.k LIKE 'v'", 'a'],
    ["tags.k ILIKE 'v'", 'ab'],
    ["tags.k != 'v'", 'bcde'],
    [`tags.k = "It's"`, 'c'],
    [`tags.k LIKE "%'s"`, 'c'],
    ["tags.k LIKE 'back\\%'", 'e'],
    ["tags.k LIKE 'back\\\\%'", ''],
    ["tags.`%` LIKE '100%'", 'a'],
    ["tags.k LIKE '__\\_x'", ''],
    ["tags.k LIKE 'ÀÉ%'", 'd'],
    ["tags.k LIKE 'àé%'", ''],
    ["tags.k ILIKE 'àé_X'", 'd'],
    ["tags.k ILIKE '%é%'", 'd'],
    ["tags.nfc = '\u00e9'", 'c'],
    ["tags.nfc LIKE '%e\u0301%'", 'd'],
    ["tags.nfc ILIKE '\u00c9'", 'c'],
    ["tags.zz != 'v'", ''],
    ['tags.zz IS NULL AND tags.k IS NOT NULL', 'abcde'],
    ["status = 'FAILED'", 'd'],
    ["status != 'FAILED'", 'abce'],
    ["run_id IN ('a', 'c', 'zz')", 'ac'],
    ["run_id NOT IN ('a', 'c')", 'bde'],
    ["run_name LIKE '%b'", 'b'],
    ["`run name` = 'run a'", 'a'],
    ["user_id = 'ann' AND artifact_uri ILIKE 'MLFLOW%'", 'abcde'],
    ['start_time >= 2.5', 'ab'],
    ['end_time < 9', 'c'],
    ['end_time != 9', 'c'],
    ["dataset.name = 'wine'", 'e'],
    ["datasets.digest LIKE 'd_'", 'e'],
    ["dataset.name IN ('x', 'wine')", 'e'],
    ["dataset.name != 'x'", 'e'],
    ["dataset.context = 'training'", 'e'],
    ["dataset.context ILIKE 'test%'", ''],
    ["tags.k = 'x'' OR 1=1 --'", ''],
  ])('%s', (filter, found) => expect(find(filter)).toBe(found))
})

describe('orders: missing values last, NaN after numbers, ties by start time and id', () => {
  test.each([
    [['metrics.rmse'], 'dabce'],
    [['metrics.rmse DESC'], 'badce'],
    [['params.lr'], 'bacde'],
    [['params.lr DESC'], 'abcde'],
    [['end_time'], 'cabde'],
    [['end_time DESC'], 'acbde'],
    [['start_time'], 'ecdba'],
    [['start_time', 'run_id DESC'], 'edcba'],
    [['run_id DESC'], 'edcba'],
    [['run_name'], 'abcde'],
    [['tags.k DESC'], 'daebc'],
    [['status DESC', 'metrics.rmse DESC'], 'baced'],
  ])('%j', (orderBy, found) => expect(find('', orderBy)).toBe(found))
})
