import { DatabaseSync } from 'node:sqlite'
import type { Role } from '#contract/server-info.ts'
import { type Db, queriesOf } from './db.ts'

/** Whose view of the data it is. An admin sees everything. */
export type Viewer = { id: number; role: Role }

/** A second, read-only connection to a database, which shows each account only what it may read. */
export type SeenData = {
  /** The database as this account sees it. `run` changes nothing and says so; it has no `write`. */
  by(viewer: Viewer): Db
  close(): void
}

/** Ids that are closed to the viewer, or to everybody while the viewer has no level, as an account or through a group. */
const closed = (levels: string, key: string) => `
  SELECT c.${key} FROM main.${levels} AS c
  WHERE c.holder = 'everybody' AND c.holder_id = 0 AND c.level = 0 AND NOT viewer_sees_all() AND NOT EXISTS (
    SELECT 1 FROM main.${levels} AS l WHERE l.${key} = c.${key} AND l.level > 0 AND (
      (l.holder = 'account' AND l.holder_id = viewer()) OR
      (l.holder = 'group' AND l.holder_id IN (SELECT group_id FROM main.group_members WHERE account_id = viewer()))))
  UNION ALL
  SELECT c.${key} FROM main.${levels} AS c
  WHERE c.holder = 'account' AND c.holder_id = viewer() AND c.level = 0 AND NOT viewer_sees_all()`

const byModel = (column: string) => `${column} NOT IN (SELECT name FROM closed_models)`
const byExperiment = 'experiment_id NOT IN (SELECT experiment_id FROM closed_experiments)'
/** Asked row by row: a list of all hidden runs could be long. */
const through = (owner: 'runs' | 'logged_models', key: string) =>
  `NOT EXISTS (SELECT 1 FROM main.${owner} AS o WHERE o.${key} = t.${key}
     AND o.experiment_id IN (SELECT experiment_id FROM closed_experiments))`
const byLog = `t.log NOT IN (SELECT m.review_log FROM main.registered_models AS m
  WHERE m.review_log IS NOT NULL AND m.name IN (SELECT name FROM closed_models))`

/** Each table whose rows can be hidden, and when a row of it, `t`, is shown. */
export const shownRows = {
  experiments: byExperiment,
  experiment_tags: byExperiment,
  datasets: byExperiment,
  runs: byExperiment,
  params: through('runs', 'run_id'),
  tags: through('runs', 'run_id'),
  metrics: through('runs', 'run_id'),
  latest_metrics: through('runs', 'run_id'),
  dataset_inputs: through('runs', 'run_id'),
  model_inputs: through('runs', 'run_id'),
  model_outputs: through('runs', 'run_id'),
  logged_models: byExperiment,
  logged_model_params: through('logged_models', 'model_id'),
  logged_model_tags: through('logged_models', 'model_id'),
  logged_model_metrics: through('logged_models', 'model_id'),
  registered_models: byModel('name'),
  registered_model_tags: byModel('name'),
  model_versions: byModel('name'),
  aliases: byModel('name'),
  review_events: byLog,
  open_requests: byLog,
  policies: byLog,
} as const

/**
 * Opens the database file at `path` once more. There, a temporary view stands before each table of `shownRows`, so that every
 * query leaves out the rows that its viewer may not read, before it sorts, counts and pages.
 */
export function openSeen(path: string): SeenData {
  return seenThrough(openReadOnly(path))
}

/** Opens a read-only connection to the database file at `path`. */
export const openReadOnly = (path: string) => new DatabaseSync(path, { timeout: 2000, readOnly: true })

/** As `openSeen`, through an open connection. */
export function seenThrough(sqlite: DatabaseSync): SeenData {
  const queries = queriesOf(sqlite)
  let current: Viewer = { id: 0, role: 'reader' }
  sqlite.function('viewer', () => current.id)
  sqlite.function('viewer_sees_all', () => (current.role === 'admin' ? 1 : 0))
  sqlite.exec(`CREATE TEMP VIEW closed_models AS ${closed('model_levels', 'name')};
    CREATE TEMP VIEW closed_experiments AS ${closed('experiment_levels', 'experiment_id')};`)
  for (const [table, shown] of Object.entries(shownRows))
    sqlite.exec(`CREATE TEMP VIEW ${table} AS SELECT t.* FROM main.${table} AS t WHERE ${shown}`)

  /** Statements run to their end at once, so the viewer can't change in the middle of one. */
  const as =
    <A extends unknown[], R>(viewer: Viewer, query: (...args: A) => R) =>
    (...args: A): R => {
      current = viewer
      return query(...args)
    }
  return {
    by(viewer) {
      const get = as(viewer, queries.get) as Db['get']
      return {
        all: as(viewer, queries.all) as Db['all'],
        lists: as(viewer, queries.lists) as Db['lists'],
        // An UPDATE … RETURNING finds no row, as `run` does.
        get: (sql, ...params) => (/^\s*(UPDATE|DELETE)\b/.test(sql) ? undefined : get(sql, ...params)),
        ...noWrites,
      }
    },
    close: () => sqlite.close(),
  }
}

/** What a view of the database has in place of writing. */
export const noWrites: Pick<Db, 'run' | 'write' | 'close'> = {
  run: () => 0,
  write: () => Promise.reject(new Error('This view of the database is read-only')),
  close() {},
}
