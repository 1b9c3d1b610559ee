import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { SQLInputValue } from 'node:sqlite'
import { all, db, folder, how, list, now, sql } from './database.ts'
import { tell } from './told.ts'

type Point = { key: string; value: number; timestamp: number; step: number }
/** The arguments in a query or a body. Each call sends those that it reads. */
export type Input = Record<
  | 'name'
  | 'alias'
  | 'version'
  | 'stage'
  | 'source'
  | 'description'
  | 'key'
  | 'value'
  | 'run_id'
  | 'metric_key'
  | 'path',
  string
> & {
  filter?: string
  order_by?: string
  page_token?: string
  max_results: string
  experiment_ids: string[]
  metrics: Point[]
}
type Page = Pick<Input, 'page_token'>

const version = `v.name, CAST(v.version AS TEXT) AS version, v.creation_timestamp, v.last_updated_timestamp, v.current_stage, v.description,
  v.source, v.run_id, v.status`
const newest = `SELECT ${version} FROM json_each(?) AS m CROSS JOIN model_versions AS v WHERE v.name = m.value
  AND v.version = (SELECT max(s.version) FROM model_versions AS s WHERE s.name = v.name AND s.current_stage = v.current_stage)`

function models(where: string, order: string, page: Page, ...values: SQLInputValue[]) {
  const offset = page.page_token
    ? (JSON.parse(Buffer.from(page.page_token, 'base64').toString()) as { offset: number }).offset
    : 0
  const rows = all(
    `SELECT m.name, m.creation_timestamp, m.last_updated_timestamp, m.description FROM registered_models AS m
    WHERE ${where} ORDER BY ${order} LIMIT 101 OFFSET ?`,
    ...values,
    offset,
  )
  const names = JSON.stringify(rows.map(({ name }) => name))
  const of = (table: string, columns: string) =>
    Map.groupBy(
      all(`SELECT name, ${columns} FROM ${table} WHERE name IN (SELECT value FROM json_each(?))`, names),
      ({ name }) => name,
    )
  const [tags, aliases] = [of('registered_model_tags', 'key, value'), of('aliases', 'alias, version')]
  const latest = Map.groupBy(all(newest, names), ({ name }) => name)
  return rows.map((row) => ({
    ...row,
    latest_versions: latest.get(row['name']!),
    tags: tags.get(row['name']!),
    aliases: aliases.get(row['name']!),
  }))
}

function runs(ids: string) {
  const of = (table: string, columns: string) =>
    Map.groupBy(
      all(`SELECT run_id, ${columns} FROM ${table} WHERE run_id IN (SELECT value FROM json_each(?))`, ids),
      (row) => row['run_id'],
    )
  const [metrics, params, tags] = [
    of('latest_metrics', 'key, value, timestamp, step'),
    of('params', 'key, value'),
    of('tags', 'key, value'),
  ]
  return all(`SELECT r.* FROM json_each(?) AS k CROSS JOIN runs AS r ON r.run_id = k.value`, ids).map((info) => {
    const id = info['run_id']!
    return { info, data: { metrics: metrics.get(id), params: params.get(id), tags: tags.get(id) } }
  })
}

const one = (name: string, number: string) =>
  all(`SELECT ${version} FROM model_versions AS v WHERE name = ? AND version = ?`, name, number)[0]
type Statement = [string, ...SQLInputValue[]]
function change(name: string, number: string, event: string | undefined, ...statements: Statement[]) {
  db.exec('BEGIN IMMEDIATE')
  for (const [text, ...values] of statements) sql(text).run(...values)
  if (how === 'told') tell(name, number, event)
  const changed = one(name, number)
  db.exec('COMMIT')
  return { model_version: changed }
}

/** The answer of each call, by the end of its path. */
export const answers: Record<string, (input: Input) => unknown> = {
  '/version': () => '3.17.2',
  'registered-models/search'(query) {
    const tag = /^tags\.(\w+) = '(.*)'$/.exec(query.filter ?? '')
    const like = /ILIKE '(.*)'$/.exec(query.filter ?? '')?.[1]
    const order = query.order_by ? 'm.last_updated_timestamp DESC, m.name' : 'm.name'
    if (tag)
      return {
        registered_models: models(
          'm.name IN (SELECT name FROM registered_model_tags WHERE key = ? AND value = ?)',
          order,
          query,
          tag[1]!,
          tag[2]!,
        ),
      }
    return { registered_models: like ? models('m.name LIKE ?', order, query, like) : models('1', order, query) }
  },
  'registered-models/get': ({ name }) => ({ registered_model: models('m.name = ?', 'm.name', {}, name)[0] }),
  'registered-models/alias': ({ name, alias }) => ({
    model_version: all(
      `SELECT ${version} FROM aliases AS a JOIN model_versions AS v USING (name, version) WHERE a.name = ? AND a.alias = ?`,
      name,
      alias,
    )[0],
  }),
  'registered-models/get-latest-versions': ({ name }) => ({ model_versions: all(newest, JSON.stringify([name])) }),
  'model-versions/search': ({ filter = '', max_results }) => ({
    model_versions: all(
      `SELECT ${version} FROM model_versions AS v WHERE name = ? ORDER BY last_updated_timestamp DESC, v.version DESC LIMIT ?`,
      filter.slice(6, -1),
      max_results,
    ),
  }),
  'model-versions/create'({ name, source }) {
    const next = Number(all('SELECT last_version FROM registered_models WHERE name = ?', name)[0]?.['last_version']) + 1
    return change(
      name,
      String(next),
      'registered',
      ['UPDATE registered_models SET last_version = ?, last_updated_timestamp = ? WHERE name = ?', next, now(), name],
      [
        'INSERT INTO model_versions (name, version, creation_timestamp, last_updated_timestamp, source, storage_location) VALUES (?, ?, ?, ?, ?, ?)',
        name,
        next,
        now(),
        now(),
        source,
        source,
      ],
    )
  },
  'model-versions/transition-stage': ({ name, version: number, stage }) =>
    change(
      name,
      number,
      'moved',
      [
        "UPDATE model_versions SET current_stage = 'Archived', last_updated_timestamp = ? WHERE name = ? AND current_stage = ?",
        now(),
        name,
        stage,
      ],
      [
        'UPDATE model_versions SET current_stage = ?, last_updated_timestamp = ? WHERE name = ? AND version = ?',
        stage,
        now(),
        name,
        number,
      ],
    ),
  'model-versions/update': ({ name, version: number, description }) =>
    change(name, number, 'described', [
      'UPDATE model_versions SET description = ?, last_updated_timestamp = ? WHERE name = ? AND version = ?',
      description,
      now(),
      name,
      number,
    ]),
  'model-versions/set-tag': ({ name, version: number, key, value }) =>
    change(name, number, undefined, [
      'INSERT OR REPLACE INTO model_version_tags (name, version, key, value) VALUES (?, ?, ?, ?)',
      name,
      number,
      key,
      value,
    ]),
  'runs/search'(body) {
    const [experiment] = body.experiment_ids
    const ids = body.filter
      ? list(
          `SELECT run_id FROM latest_metrics AS m WHERE key = 'metric_3' AND (special = 'NaN') = 0 AND value < 500
          AND (SELECT experiment_id FROM runs AS r WHERE r.run_id = m.run_id) = CAST(? AS INTEGER) ORDER BY value LIMIT 101`,
          experiment!,
        )
      : list(
          "SELECT run_id FROM runs WHERE experiment_id = ? AND lifecycle_stage = 'active' ORDER BY start_time DESC, run_id LIMIT 101",
          experiment!,
        )
    return { runs: runs(ids) }
  },
  'metrics/get-history': ({ run_id, metric_key }) => ({
    metrics: all(
      'SELECT key, value, timestamp, step FROM metrics WHERE run_id = ? AND key = ? ORDER BY timestamp, step, value',
      run_id,
      metric_key,
    ),
  }),
  'runs/log-batch'({ run_id, metrics }) {
    db.exec('BEGIN IMMEDIATE')
    for (const { key, value, timestamp, step } of metrics) {
      sql('INSERT OR IGNORE INTO metrics (run_id, key, timestamp, step, value) VALUES (?, ?, ?, ?, ?)').run(
        run_id,
        key,
        timestamp,
        step,
        value,
      )
      sql('INSERT OR REPLACE INTO latest_metrics (run_id, key, value, timestamp, step) VALUES (?, ?, ?, ?, ?)').run(
        run_id,
        key,
        value,
        timestamp,
        step,
      )
    }
    db.exec('COMMIT')
    return {}
  },
  'artifacts/list'({ run_id, path }) {
    const uri = String(all('SELECT artifact_uri FROM runs WHERE run_id = ?', run_id)[0]?.['artifact_uri'])
    const place = join(folder, uri.replace('mlflow-artifacts:/', ''), path)
    return {
      root_uri: uri,
      files: readdirSync(place)
        .toSorted()
        .map((name) => ({ path: `${path}/${name}`, is_dir: false, file_size: lstatSync(join(place, name)).size })),
    }
  },
}
