import { DatabaseSync } from 'node:sqlite'

/** What differs between the tables of runs: columns, and those that MLflow fills in without the database. */
const schemas = {
  ours: { id: 'run_id', name: 'run_name', more: {}, ofMetrics: {} },
  mlflow: {
    id: 'run_uuid',
    name: 'name',
    more: {
      lifecycle_stage: 'active',
      source_type: 'UNKNOWN',
      source_name: '',
      entry_point_name: '',
      source_version: '',
    },
    ofMetrics: { is_nan: 0 },
  },
} as const

/**
 * Adds `count` finished runs with ten metrics and ten params each to an experiment of a running embedded backend or MLflow, as
 * `testbed/thousand.ts` does over REST, but in its database: 100,000 take half a minute instead of half an hour.
 */
export function addRuns(of: keyof typeof schemas, file: string, experiment: string, count: number): void {
  const { id, name, more, ofMetrics } = schemas[of]
  const db = new DatabaseSync(file, { timeout: 60_000 })
  const ids = numbered(count)
  const tens = 'WITH RECURSIVE t (k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM t WHERE k < 9)'
  // The order of the ids is not the order of the runs, as with ids given at random.
  const run = `printf('%032x', (i * 2654435761) % 4294967296)`
  const metric = `${id}, 'metric_' || k, (i * 7919 + k) % 1000`
  const metrics = `(${[id, 'key', 'value', 'timestamp', 'step', ...Object.keys(ofMetrics)].join(', ')})
    SELECT ${[metric, 'i', 0, ...literals(ofMetrics)].join(', ')} FROM of_runs, ten`
  const columns = [id, 'experiment_id', name, 'user_id', 'status', 'start_time', 'end_time', 'artifact_uri']
  db.exec(`PRAGMA synchronous = OFF; BEGIN IMMEDIATE;
    INSERT INTO runs (${[...columns, ...Object.keys(more)].join(', ')})
      ${ids} SELECT ${run}, ${experiment}, 'run ' || i, 'bench', 'FINISHED', 1700000000000 + i, 1700000100000 + i,
        ${[`'mlflow-artifacts:/${experiment}/' || ${run} || '/artifacts'`, ...literals(more)].join(', ')} FROM n;
    CREATE TEMP TABLE of_runs AS SELECT ${id}, CAST(substr(${name}, 5) AS INTEGER) AS i FROM runs
      WHERE experiment_id = ${experiment} AND user_id = 'bench' ORDER BY ${id};
    CREATE TEMP TABLE ten AS ${tens} SELECT k FROM t;
    INSERT INTO tags (${id}, key, value) SELECT ${id}, 'mlflow.runName', 'run ' || i FROM of_runs;
    INSERT INTO metrics ${metrics};
    INSERT INTO latest_metrics ${metrics};
    INSERT INTO params (${id}, key, value) SELECT ${id}, 'param_' || k, CAST((i + k) % 17 AS TEXT) FROM of_runs, ten;
    COMMIT; PRAGMA wal_checkpoint(TRUNCATE);`)
  db.close()
}

/** Adds a run with so many metrics and params to an experiment of a running embedded backend, and a model that it logged with as many. */
export function addWide(file: string, experiment: string, { metrics, params }: { metrics: number; params: number }) {
  const [run, model] = ['f'.repeat(32), `m-${'f'.repeat(32)}`]
  const db = new DatabaseSync(file, { timeout: 60_000 })
  db.exec(`PRAGMA synchronous = OFF; BEGIN IMMEDIATE;
    INSERT INTO runs (run_id, experiment_id, run_name, user_id, status, start_time, artifact_uri)
      VALUES ('${run}', ${experiment}, 'wide', '', 'FINISHED', 0, '');
    INSERT INTO logged_models (model_id, experiment_id, name, creation_timestamp_ms, last_updated_timestamp_ms,
      artifact_uri, status, model_type, source_run_id) VALUES ('${model}', ${experiment}, 'wide', 0, 0, '', 2, '', '');
    INSERT INTO latest_metrics (run_id, key, value, timestamp, step)
      ${numbered(metrics)} SELECT '${run}', 'metric of the layer ' || i, i / 7.0, 0, i FROM n;
    INSERT INTO logged_model_metrics (model_id, run_id, key, value, timestamp, step)
      ${numbered(metrics)} SELECT '${model}', '${run}', 'metric of the layer ' || i, i / 7.0, 0, i FROM n;
    INSERT INTO params (run_id, key, value)
      ${numbered(params)} SELECT '${run}', 'param ' || i, printf('%0200d', i) FROM n;
    INSERT INTO logged_model_params (model_id, key, value)
      ${numbered(params)} SELECT '${model}', 'param ' || i, printf('%0200d', i) FROM n;
    COMMIT; PRAGMA wal_checkpoint(TRUNCATE);`)
  db.close()
  return { run, model }
}

/** Adds so many points of a metric to a run of a running embedded backend. */
export function addPoints(file: string, run: string, points: number, key = 'm') {
  const db = new DatabaseSync(file, { timeout: 60_000 })
  db.exec(`PRAGMA synchronous = OFF; BEGIN IMMEDIATE;
    INSERT INTO metrics (run_id, key, value, timestamp, step) ${numbered(points)} SELECT '${run}', '${key}', i / 7.0, i, i FROM n;
    COMMIT; PRAGMA wal_checkpoint(TRUNCATE);`)
  db.close()
}

/** Adds a dataset with a profile of 16 MB, which a run of a running embedded backend used. */
export function addProfile(file: string, run: string) {
  const db = new DatabaseSync(file, { timeout: 60_000 })
  db.exec(`BEGIN IMMEDIATE;
    INSERT INTO datasets (experiment_id, name, digest, source_type, source, profile)
      SELECT experiment_id, 'long', '1', 'local', '{}', printf('%016000000d', 7) FROM runs WHERE run_id = '${run}';
    INSERT INTO dataset_inputs (run_id, dataset_id, tags) VALUES ('${run}', last_insert_rowid(), '[]');
    COMMIT`)
  db.close()
}

/** A table `n` of so many numbers `i`, from 0 on. */
export const numbered = (rows: number) =>
  `WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows - 1})`

const literals = (values: object) =>
  Object.values(values).map((value) => (typeof value === 'string' ? `'${value}'` : String(value)))
