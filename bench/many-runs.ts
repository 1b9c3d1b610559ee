import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * Adds `count` finished runs with ten metrics and ten params each to an experiment of a running embedded backend, as
 * `testbed/thousand.ts` does over REST, but in its database: 100,000 take half a minute instead of half an hour.
 */
export function addRuns(data: string, experiment: string, count: number): void {
  const db = new DatabaseSync(join(data, 'modelshelf.db'), { timeout: 60_000 })
  const ids = `WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${count - 1})`
  const tens = 'WITH RECURSIVE t (k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM t WHERE k < 9)'
  // The order of the ids is not the order of the runs, as with ids given at random.
  const run = `printf('%032x', (i * 2654435761) % 4294967296)`
  const metric = `'metric_' || k, (i * 7919 + k) % 1000`
  db.exec(`PRAGMA synchronous = OFF; BEGIN IMMEDIATE;
    INSERT INTO runs (run_id, experiment_id, run_name, user_id, status, start_time, end_time, artifact_uri)
      ${ids} SELECT ${run}, ${experiment}, 'run ' || i, 'bench', 'FINISHED', 1700000000000 + i, 1700000100000 + i,
        'mlflow-artifacts:/${experiment}/' || ${run} || '/artifacts' FROM n;
    CREATE TEMP TABLE of_runs AS SELECT run_id, CAST(substr(run_name, 5) AS INTEGER) AS i FROM runs
      WHERE experiment_id = ${experiment} AND user_id = 'bench' ORDER BY run_id;
    CREATE TEMP TABLE ten AS ${tens} SELECT k FROM t;
    INSERT INTO tags SELECT run_id, 'mlflow.runName', 'run ' || i FROM of_runs;
    INSERT INTO metrics (run_id, key, value, timestamp, step) SELECT run_id, ${metric}, i, 0 FROM of_runs, ten;
    INSERT INTO latest_metrics (run_id, key, value, timestamp, step) SELECT run_id, ${metric}, i, 0 FROM of_runs, ten;
    INSERT INTO params SELECT run_id, 'param_' || k, CAST((i + k) % 17 AS TEXT) FROM of_runs, ten;
    COMMIT; PRAGMA wal_checkpoint(TRUNCATE);`)
  db.close()
}
