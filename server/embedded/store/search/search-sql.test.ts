import { beforeAll, describe, expect, test } from 'vitest'
import type { Grammar } from '#contract/filter/filter-grammars.ts'
import { parseFilter } from '#contract/filter/filter.ts'
import { parseOrderBy } from '#contract/filter/order-by.ts'
import { openDb } from '../../db.ts'
import { orderSql, whereSql, type MetricDataset } from './search-sql.ts'
import { newestVersion } from '../registry/version-rows.ts'

const db = openDb(':memory:')

const from = {
  experiments: 'e.name AS id FROM experiments e',
  runs: 'r.run_id AS id FROM runs r',
  models: 'm.name AS id FROM registered_models m',
  versions: 'v.name || v.version AS id FROM model_versions v',
  loggedModels: 'l.name AS id FROM logged_models l',
} satisfies Record<Grammar, string>

/** The result of a search, in order, as one text. */
function find(grammar: Grammar, filter: string, orderBy: string[] = [], datasets: MetricDataset[] = []): string {
  const where = whereSql(grammar, parseFilter(grammar, filter), datasets)
  const order = orderSql(grammar, parseOrderBy(grammar, orderBy))
  const sql = `SELECT ${from[grammar]} WHERE ${where.sql} ORDER BY ${order.sql}`
  return db
    .all<{ id: string }>(sql, ...where.params, ...order.params)
    .map(({ id }) => id)
    .join(' ')
}

beforeAll(() =>
  db.write(() => {
    for (const [id, name] of ['Wine', 'wine', 'Ünï'].entries())
      db.run(
        `INSERT INTO experiments VALUES (?, ?, 'mlflow-artifacts:/', 'active', ?, ?)`,
        id + 1,
        name,
        id + 1,
        9 - id,
      )
    db.run(`INSERT INTO experiment_tags VALUES (1, 'k', 'v')`)

    for (const [at, name] of ['iris', 'Iris', 'prompt', 'bare'].entries())
      db.run(
        `INSERT INTO registered_models (name, creation_timestamp, last_updated_timestamp) VALUES (?, ?, ?)`,
        name,
        9 - at,
        at,
      )
    const prompt = 'mlflow.prompt.is_prompt'
    db.run(
      `INSERT INTO registered_model_tags VALUES ('prompt', ?, 'true'), ('iris', 'k', 'v'), ('Iris', 'k', 'w')`,
      prompt,
    )
    const versions = [
      ['iris', 1, 5, 's3://b/x', 'r1'],
      ['iris', 2, 5, 's3://b/Y', 'r2'],
      ['Iris', 10, 7, 'models:/m-1', ''],
      ['prompt', 1, 8, 'dummy-source', ''],
      ['prompt', 2, 8, 'dummy-source', ''],
    ] as const
    for (const [name, version, time, source, run] of versions)
      db.run(
        `INSERT INTO model_versions (name, version, creation_timestamp, last_updated_timestamp, source, storage_location, run_id)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
        name,
        version,
        10 - time,
        time,
        source,
        source,
        run,
      )
    db.run(`UPDATE registered_models SET newest_version = ${newestVersion}`)
    db.run(`INSERT INTO model_version_tags VALUES ('prompt', 1, ?, 'true'), ('iris', 2, 'k', 'v')`, prompt)

    for (const [at, name] of ['x', 'Y', 'z'].entries()) {
      const id = `m-${name}`
      db.run(
        `INSERT INTO logged_models VALUES (?, 1, ?, ?, ?, 'mlflow-artifacts:/', ?, 'agent', 'r1', 'active')`,
        id,
        name,
        at,
        9 - at,
        at,
      )
      db.run(`INSERT INTO logged_model_params VALUES (?, 'lr', ?)`, id, `0.${at}`)
    }
    db.run(`INSERT INTO logged_model_tags VALUES ('m-x', 'k', 'v'), ('m-Y', 'k', 'w')`)
    const metrics = [
      ['m-x', 1, 0, 5, '', 'd1'],
      ['m-x', 2, 0, 7, '', 'd2'],
      ['m-Y', 1, 0, 0, 'NaN', 'd1'],
    ] as const
    for (const [id, time, step, value, special, digest] of metrics)
      db.run(
        `INSERT INTO logged_model_metrics VALUES (?, 'r1', 'acc', ?, ?, ?, ?, 'wine', ?)`,
        id,
        time,
        step,
        value,
        special,
        digest,
      )
  }),
)

const about = (digest: string) => [{ dataset_name: 'wine', dataset_digest: digest }]

describe('filters', () => {
  test.each([
    ['experiments', '', 'Default Ünï wine Wine'],
    ['experiments', "name = 'wine'", 'wine'],
    ['experiments', "name LIKE 'W%'", 'Wine'],
    ['experiments', "name ILIKE 'w_ne'", 'wine Wine'],
    ['experiments', "name ILIKE 'üNÏ'", 'Ünï'],
    ['experiments', "experiment_id IN ('1', '3', 'x')", 'Ünï Wine'],
    ['experiments', "experiment_id NOT IN ('0', '3')", 'wine Wine'],
    ['experiments', "experiment_id = '2'", 'wine'],
    ['experiments', "experiment_id != '2' AND creation_time < 4", 'Ünï Wine'],
    ['experiments', 'last_update_time >= 8 AND last_update_time < 10', 'wine Wine'],
    ['experiments', "tags.k = 'v'", 'Wine'],
    ['experiments', "tags.k IS NULL AND name != 'Default'", 'Ünï wine'],
    ['models', '', 'Iris bare iris'],
    ['models', "name = 'prompt'", ''],
    ['models', "name ILIKE '%IRIS%'", 'Iris iris'],
    ['models', "name LIKE 'i%s'", 'iris'],
    ['models', "name IN ('iris', 'prompt')", 'iris'],
    ['models', "name NOT IN ('iris')", 'Iris bare'],
    ['models', "tags.k != 'v'", 'Iris'],
    ['models', "tag.`mlflow.prompt.is_prompt` != 'true'", 'Iris bare iris'],
    ['models', "tag.`mlflow.prompt.is_prompt` = 'false' AND name LIKE 'b%'", 'bare'],
    ['models', "tags.`mlflow.prompt.is_prompt` = 'true'", 'prompt'],
    ['models', "tags.`mlflow.prompt.is_prompt` != 'false'", 'prompt'],
    ['models', "tags.`mlflow.prompt.is_prompt` = 'TRUE'", ''],
    ['versions', '', 'Iris10 iris2 iris1'],
    ['versions', "name = 'iris'", 'iris2 iris1'],
    ['versions', "name = 'prompt'", ''],
    ['versions', "tags.`mlflow.prompt.is_prompt` = 'true'", 'prompt1'],
    ['versions', 'version_number > 1', 'Iris10 iris2'],
    ['versions', "version_number != '2'", 'Iris10 iris1'],
    ['versions', "source_path LIKE 's3://b/%'", 'iris2 iris1'],
    ['versions', "source_path ILIKE '%/y'", 'iris2'],
    ['versions', "run_id IN ('r1', '')", 'Iris10 iris1'],
    ['versions', "tags.k LIKE 'v'", 'iris2'],
    ['loggedModels', '', 'z Y x'],
    ['loggedModels', 'metrics.acc > 4', 'x'],
    ['loggedModels', 'metrics.acc = 0', ''],
    ['loggedModels', "params.lr IN ('0.0', '0.2')", 'z x'],
    ['loggedModels', 'params.lr = 0.1', 'Y'],
    ['loggedModels', "tags.k NOT IN ('v')", 'Y'],
    ['loggedModels', 'status = 2', 'z'],
    ['loggedModels', "status IN ('0', '1')", 'Y x'],
    ['loggedModels', "status = 'READY'", ''],
    ['loggedModels', "experiment_id LIKE '1%' AND name ILIKE 'y'", 'Y'],
    ['loggedModels', 'creation_time >= 1 AND last_updated_timestamp >= 8', 'Y'],
    ['loggedModels', "artifact_location LIKE 'mlflow%' AND source_run_id = 'r1' AND model_type != 'x'", 'z Y x'],
  ] as const)('%s: %s', (grammar, filter, found) => expect(find(grammar, filter)).toBe(found))

  test('logged models by the dataset of their metrics', () => {
    expect(find('loggedModels', '', [], about('d1'))).toBe('Y x')
    expect(find('loggedModels', '', [], [...about('d2'), ...about('zz')])).toBe('x')
    expect(find('loggedModels', 'metrics.acc > 6', [], about('d1'))).toBe('')
    expect(find('loggedModels', 'metrics.acc > 6', [], about('d2'))).toBe('x')
  })
})

describe('orders', () => {
  test.each([
    ['experiments', ['name'], 'Default Wine wine Ünï'],
    ['experiments', ['last_update_time'], 'Ünï wine Wine Default'],
    ['models', ['name DESC'], 'iris bare Iris'],
    ['models', ['timestamp DESC'], 'bare Iris iris'],
    ['models', ['creation_timestamp'], 'bare Iris iris'],
    ['models', ['version'], 'iris Iris bare'],
    ['models', ['version DESC'], 'Iris iris bare'],
    ['versions', ['version_number'], 'iris1 iris2 Iris10'],
    ['versions', ['name DESC', 'version'], 'iris1 iris2 Iris10'],
    ['versions', ['last_updated_timestamp'], 'iris2 iris1 Iris10'],
    ['loggedModels', ['name'], 'Y x z'],
    ['loggedModels', ['metrics.acc'], 'x Y z'],
    ['loggedModels', ['status'], 'x Y z'],
  ] as const)('%s by %j', (grammar, orderBy, found) => expect(find(grammar, '', [...orderBy])).toBe(found))

  test('descending, NaN still follows the numbers and missing values come last', () => {
    const [by] = parseOrderBy('loggedModels', ['metrics.acc'])
    if (!by) throw new Error('no order')
    const order = orderSql('loggedModels', [{ ...by, ascending: false }], {
      dataset_name: 'wine',
      dataset_digest: 'd1',
    })
    const rows = db.all<{ id: string }>(`SELECT ${from.loggedModels} ORDER BY ${order.sql}`, ...order.params)
    expect(rows.map(({ id }) => id)).toEqual(['x', 'Y', 'z'])
  })
})
