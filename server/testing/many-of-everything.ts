import type { Db } from '../embedded/db.ts'

/**
 * Writes `count` runs, models with a version, experiments and logged models into an empty database, by SQL: 100,000 take seconds. Each
 * row has a value of its own under the key `own`, one of ten under `team` (a tag or a param), and one of 1,000 under `one` and `two`
 * (metrics). Three rows have the key `rare`.
 */
export function fillMany(db: Db, count: number): void {
  const each = `WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${count - 1})`
  const insert = (into: string, select: string, rows = '') =>
    db.run(`INSERT INTO ${into} ${each} SELECT ${select} FROM n${rows}`)
  const three = ` WHERE i % ${Math.floor(count / 3)} = 5`
  /** Tags or params. 7919 is prime: rows with neighbouring values are far from each other. */
  const texts = (table: string, id: string) => {
    const value = `CASE key WHEN 'team' THEN 'team-' || (i * 7919 / 13 % 10) ELSE 'own ' || (i * 7919 % ${count}) END`
    insert(table, `${id}, key, ${value}`, ", (SELECT 'team' AS key UNION ALL SELECT 'own')")
    insert(table, `${id}, 'rare', 'x'`, three)
  }
  const numbers = (table: string, id: string) => {
    const value = `CASE key WHEN 'own' THEN i * 7919 % ${count} WHEN 'one' THEN i * 7919 % 1000 ELSE i * 7927 / 3 % 1000 END`
    insert(table, `${id}, key, ${value}, 1, 1`, ", (SELECT 'own' AS key UNION ALL SELECT 'one' UNION ALL SELECT 'two')")
    insert(table, `${id}, 'rare', 1, 1, 1`, three)
  }

  insert('experiments', `i + 1, 'experiment ' || i, 'mlflow-artifacts:/' || (i + 1), 'active', i, i`)
  texts('experiment_tags', 'i + 1')

  const run = `printf('%032x', i)`
  insert(
    'runs (run_id, experiment_id, run_name, user_id, status, start_time, artifact_uri)',
    `${run}, 0, 'run ' || i, 'user ' || (i % 10), iif(i % 7 = 3, 'FAILED', 'FINISHED'), i, 'mlflow-artifacts:/0'`,
  )
  numbers('latest_metrics (run_id, key, value, timestamp, step)', run)
  db.run('UPDATE latest_metrics SET min = value - 1, max = value + 1, mean = value, numbers = 3, ranked = 1')
  texts('params', run)
  texts('tags', run)

  const name = `printf('model %06d', i)`
  insert('registered_models (name, creation_timestamp, last_updated_timestamp, newest_version)', `${name}, i, i, 1`)
  texts('registered_model_tags', name)
  insert(
    'model_versions (name, version, creation_timestamp, last_updated_timestamp, source, storage_location, run_id)',
    `${name}, 1, i, i, 's3://bucket/' || i, 's3://bucket/' || i, 'run ' || (i % 7)`,
  )
  texts('model_version_tags', `${name}, 1`)

  const model = `'m-' || printf('%032x', i)`
  insert(
    `logged_models (model_id, experiment_id, name, creation_timestamp_ms, last_updated_timestamp_ms, artifact_uri, status,
       model_type, source_run_id)`,
    `${model}, 0, 'model ' || i, i, i, 'mlflow-artifacts:/0', 2, '', 'run ' || (i / 3)`,
  )
  texts('logged_model_params', model)
  texts('logged_model_tags', model)
  numbers('logged_model_metrics (model_id, run_id, key, value, timestamp, step)', `${model}, 'run'`)
}
