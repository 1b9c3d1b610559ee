import { DatabaseSync } from 'node:sqlite'
import type { Role } from '#contract/server-info.ts'
import { closedLists } from './closed-lists.ts'
import { type Db, queriesOf } from './db.ts'

/** Whose view of the data it is. An admin sees everything. */
export type Viewer = { id: number; role: Role }

/** A second, read-only connection to a database, which shows each account only what it may read. */
export type SeenData = {
  /** The database as this account sees it. `run` changes nothing and says so; it has no `write`. */
  by(viewer: Viewer): Db
  /**
   * The revision of accounts, tokens and sessions (store/accounts/remembered.ts), in one statement with that of levels, which `by` needs
   * then.
   */
  accountRevision(): number
  close(): void
}

// One look into an index for each row, so that an answer takes as long whether much is closed or nothing. CASE, because SQLite would
// read the whole list for NOT IN. The viewer comes last, as most comparisons then end with the first column.
const isOpen = (closed: string, key: string, value: string) =>
  `CASE WHEN (${value}, (SELECT v.id FROM temp.viewer AS v)) IN (SELECT ${key}, viewer FROM ${closed}) THEN 0 ELSE 1 END`
const byModel = (column: string) => isOpen('closed_models', 'name', `t.${column}`)
const byExperiment = isOpen('closed_experiments', 'experiment_id', 't.experiment_id')
const through = (owner: 'runs' | 'logged_models', key: string) =>
  isOpen(
    'closed_experiments',
    'experiment_id',
    `(SELECT o.experiment_id FROM main.${owner} AS o WHERE o.${key} = t.${key})`,
  )
const byLog = isOpen(
  'closed_models',
  'name',
  '(SELECT m.name FROM main.registered_models AS m WHERE m.review_log = t.log)',
)

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
  model_texts: `${byModel('name')} AND (t.run_id = '' OR ${through('runs', 'run_id')})`,
  model_versions: byModel('name'),
  aliases: byModel('name'),
  review_events: byLog,
  open_requests: byLog,
  policies: byLog,
  webhooks: byLog,
} as const

/**
 * Opens the database file at `path` once more. There, a temporary view stands before each table of `shownRows`, so that every
 * query leaves out the rows that its viewer may not read, before it sorts, counts and pages. What belongs to a row that was found this way
 * can be read from `main.`, without being looked up again for each of its rows.
 */
export function openSeen(path: string): SeenData {
  const whole = openReadOnly(path)
  const seen = seenThrough(openReadOnly(path), queriesOf(whole))
  return {
    ...seen,
    close() {
      seen.close()
      whole.close()
    },
  }
}

/**
 * Opens a read-only connection to the database file at `path`. `sort`: where it sorts more rows than its cache has room for. A million
 * points take 140 MB of memory, or 4 MB with a file, and a tenth more processor time.
 */
export function openReadOnly(path: string, sort: 'MEMORY' | 'FILE' = 'MEMORY') {
  const sqlite = new DatabaseSync(path, { timeout: 2000, readOnly: true })
  sqlite.exec(`PRAGMA temp_store = ${sort}`)
  return sqlite
}

/**
 * As `openSeen`, through an open connection. `whole`: a read-only one without views, on which admins read without looking for what is
 * closed.
 */
export function seenThrough(sqlite: DatabaseSync, whole?: Queries): SeenData {
  const queries = queriesOf(sqlite)
  // A table and no function: a call of JavaScript would make what is hidden slower than what is missing.
  sqlite.exec(`CREATE TEMP TABLE viewer (id INTEGER NOT NULL); INSERT INTO viewer VALUES (${NOBODY})`)
  /** Whom the table says. */
  let current: number | undefined = NOBODY
  const lists = closedLists(sqlite, queries)
  for (const [table, shown] of Object.entries(shownRows))
    sqlite.exec(`CREATE TEMP VIEW ${table} AS SELECT t.* FROM main.${table} AS t WHERE ${shown}`)

  const as =
    <A extends unknown[], R>({ id, role }: Viewer, query: (...args: A) => R) =>
    (...args: A): R => {
      show(role === 'admin' ? NOBODY : id)
      return query(...args)
    }
  function show(id: number) {
    // What is written in a transaction, a rollback takes back.
    const isKept = !sqlite.isTransaction
    if (current !== id || !isKept) {
      current = undefined
      if (queries.run('UPDATE temp.viewer SET id = ?', id) !== 1) throw new Error('Nobody knows who reads')
      if (isKept) current = id
    }
    if (id !== NOBODY) lists.makeTrue(id)
  }
  const hides: Hides = (what) =>
    queries.get(
      `SELECT 1 FROM temp.viewer AS v CROSS JOIN temp.closed_lists AS l ON l.viewer = v.id WHERE l.${what} > 0`,
    ) !== undefined
  const ofAdmins = whole && reading(whole)
  return {
    by(viewer) {
      if (viewer.role === 'admin' && ofAdmins) return ofAdmins
      return reading({
        all: as(viewer, queries.all) as Db['all'],
        lists: as(viewer, queries.lists) as Db['lists'],
        get: as(viewer, queries.get) as Db['get'],
        hides: as(viewer, hides),
      })
    },
    accountRevision() {
      const { accounts, levels } = queries.get<{ accounts: number; levels: number }>(
        'SELECT a.revision AS accounts, l.revision AS levels FROM main.account_revision AS a, main.level_revision AS l',
      )! // each has one row
      lists.know(levels)
      return accounts
    },
    close: () => sqlite.close(),
  }
}

type Queries = Pick<Db, 'all' | 'lists' | 'get'>
type Hides = NonNullable<Db['hides']>

/** A database that is only read, through a read-only connection. */
const reading = ({ all, lists, get, hides }: Queries & { hides?: Hides }): Db => ({
  all,
  lists,
  ...(hides && { hides }),
  // An UPDATE … RETURNING finds no row, as `run` does.
  get: (sql, ...params) => (/^\s*(UPDATE|DELETE)\b/.test(sql) ? undefined : get(sql, ...params)),
  ...noWrites,
})

/** What a view of the database has in place of writing. */
export const noWrites: Pick<Db, 'run' | 'write' | 'aside' | 'untilAside' | 'beforeCommit' | 'beforeClose' | 'close'> = {
  run: () => 0,
  beforeCommit() {},
  beforeClose() {},
  write: () => Promise.reject(new Error('This view of the database is read-only')),
  aside: () => Promise.reject(new Error('This view of the database is read-only')),
  untilAside: (writing) => writing,
  close() {},
}

/** No account has this id, so nothing is closed to it. */
const NOBODY = 0
