import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { foldCase } from './fold-case.ts'
import { ilike, like } from './like.ts'
import { migrate } from './migrate.ts'
import { isWrittenElsewhere, turnSnapshots, writtenElsewhere } from './turn-snapshots.ts'
import { weigh } from './weigh.ts'

type Row = Record<string, unknown>

/** One SQLite file with its cached statements, and the only way to write to it. */
export type Db = {
  /** All rows of a query. The caller says what the SQL selects with `Row`. */
  all<T = Row>(sql: string, ...params: SQLInputValue[]): T[]
  /** As `all`, with each row as a list of its columns. Takes half the time, for queries with thousands of rows. */
  lists<T extends readonly unknown[]>(sql: string, ...params: SQLInputValue[]): T[]
  /** The first row, or undefined. */
  get<T = Row>(sql: string, ...params: SQLInputValue[]): T | undefined
  /** Runs a statement that changes rows; returns how many. Only inside `write`. */
  run(sql: string, ...params: SQLInputValue[]): number
  /** Whether any models or experiments are left out, because the viewer may not read them: only in what one account sees (seen.ts). */
  hides?(what: 'models' | 'experiments'): boolean
  /**
   * Runs `fn` in a transaction. All writes of one turn of the event loop share a commit, and each resolves once that is
   * on disk (synchronous=FULL). If `fn` throws, only its own rows are rolled back and only its own promise rejects.
   */
  write<T>(fn: () => T): Promise<T>
  /**
   * Runs `fn` while no transaction of this connection is open, and none begins: for a write on a connection of another thread. Reads go on;
   * what each turn of the event loop reads on one connection meanwhile is one state of the data, before that write or after it. `isAwaited`:
   * `untilAside` waits for it.
   */
  aside<T>(fn: () => Promise<T>, isAwaited?: boolean): Promise<T>
  /** Resolves once `writing` has ended, or at once if its writes come after those that `aside` is to run. `writing` must not reject. */
  untilAside(writing: Promise<void>): Promise<void>
  /** Calls `fn` before each commit, in its transaction: for what follows from all of its changes. If it throws, nothing is written. */
  beforeCommit(fn: () => void): void
  /** Calls `fn` when the database is about to be closed: its writes are the last ones. */
  beforeClose(fn: () => void): void
  close(): void
}

/**
 * So many pages go to the log before a commit writes them into the database, which holds it up. Most were written several times by then, so
 * that it takes as long as with SQLite's 1000, half as often.
 */
const LOG_PAGES = 2000
/** What the log's file keeps after a transaction that needed more: the size of those pages. */
const LOG_BYTES = 8 * 1024 * 1024

let committed = 0
/** How often this thread has committed, to any database. NaN while another one may commit at any time. */
export const commits = (): number => (isWrittenElsewhere() ? NaN : committed)

type Waiting = {
  fn: () => unknown
  resolve: (value: never) => void
  reject: (error: unknown) => void
  isAside?: boolean
}

/**
 * Opens the database at `path` (`:memory:` for tests); creates and migrates it if needed.
 * store/int64.ts reads integers beyond 2^53.
 */
export function openDb(path: string): Db {
  const sqlite = new DatabaseSync(path, { timeout: 2000, enableForeignKeyConstraints: true })
  sqlite.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;')
  sqlite.exec(`PRAGMA wal_autocheckpoint = ${LOG_PAGES}; PRAGMA journal_size_limit = ${LOG_BYTES}`)
  const queries = queriesOf(sqlite)
  migrate(sqlite)
  sqlite.exec(ofConnection)

  // Prepared once: `exec` would do it each time.
  const begin = sqlite.prepare('BEGIN IMMEDIATE')
  const end = sqlite.prepare('COMMIT')
  const mark = sqlite.prepare('SAVEPOINT request')
  const unmark = sqlite.prepare('RELEASE request')
  const follow: (() => void)[] = []
  const last: (() => void)[] = []
  const queue: Waiting[] = []
  let isAside = false
  let asides = 0
  /** Who waits for writes, and would not for most of those of another thread. */
  const impatient = new Set<() => void>()
  function enqueue(waiting: Waiting) {
    if (!sqlite.isOpen) throw new Error('The database is closed')
    if (queue.length === 0) setImmediate(commitQueue)
    queue.push(waiting)
  }

  function commitQueue() {
    if (isAside || queue.length === 0) return // `close` was faster
    const aside = queue.findIndex((waiting) => waiting.isAside)
    const batch = queue.splice(0, aside < 0 ? queue.length : Math.max(aside, 1))
    if (aside === 0) return void runAside(batch[0]!) // it was found there
    if (queue.length > 0) setImmediate(commitQueue)
    commit(batch)
  }

  function commit(batch: Waiting[]) {
    const done: (() => void)[] = []
    try {
      if (sqlite.isTransaction) sqlite.exec('COMMIT') // what the turn has read so far
      begin.run()
      // A savepoint keeps a copy of each page that is changed. One request alone needs none: if it fails, so does the commit.
      const run = batch.length === 1 ? runRequest : runBesideOthers
      for (const waiting of batch) done.push(run(waiting))
      for (const fn of follow) fn()
      end.run()
      committed += 1
    } catch (error) {
      // Nothing of this batch is on disk (disk full, lock): all of its requests failed.
      if (sqlite.isTransaction) sqlite.exec('ROLLBACK')
      for (const { reject } of batch) reject(error)
      return
    }
    for (const answer of done) answer()
  }

  async function runAside({ fn, resolve, reject }: Waiting) {
    isAside = true
    try {
      resolve((await writtenElsewhere(async () => fn())) as never)
    } catch (error) {
      reject(error)
    } finally {
      isAside = false
      committed += 1
      if (queue.length > 0) setImmediate(commitQueue)
    }
  }

  function runBesideOthers(waiting: Waiting): () => void {
    mark.run()
    try {
      const answer = runRequest(waiting)
      unmark.run()
      return answer
    } catch (error) {
      if (!sqlite.isTransaction) throw error // SQLite has rolled back all of it: the disk is full
      sqlite.exec('ROLLBACK TO request; RELEASE request')
      return () => waiting.reject(error)
    }
  }

  return {
    ...queries,
    write: <T>(fn: () => T) => new Promise<T>((resolve, reject) => enqueue({ fn, resolve, reject })),
    async aside<T>(fn: () => Promise<T>, isAwaited = false) {
      const written = new Promise<T>((resolve, reject) => enqueue({ fn, resolve, reject, isAside: true }))
      if (isAwaited) return written
      asides += 1
      for (const goOn of impatient) goOn()
      return written.finally(() => (asides -= 1))
    },
    untilAside: (writing) =>
      new Promise((resolve) => {
        if (asides > 0) return resolve()
        impatient.add(resolve)
        void writing.finally(() => {
          impatient.delete(resolve)
          resolve()
        })
      }),
    beforeCommit(fn) {
      follow.push(fn)
    },
    beforeClose(fn) {
      last.push(fn)
    },
    close() {
      for (const fn of last) fn()
      const rest = queue.splice(0)
      for (const { isAside, reject } of rest) if (isAside) reject(new Error('The database is closed'))
      const own = rest.filter((waiting) => !waiting.isAside)
      if (own.length > 0) commit(own) // fails, as does each of them, if another thread still writes
      sqlite.close()
    },
  }
}

/** Gives what answers the request once its rows are on disk. */
function runRequest({ fn, resolve }: Waiting): () => void {
  const value = fn() as never // `resolve` is from the same write() call as `fn`
  return () => resolve(value)
}

const ofConnection = readFileSync(join(import.meta.dirname, 'connection.sql'), 'utf8')

/** Prepares a connection for our SQL and gives the functions that run it. */
export function queriesOf(sqlite: DatabaseSync): Pick<Db, 'all' | 'lists' | 'get' | 'run'> {
  // For ILIKE: SQLite's LIKE ignores case in ASCII only (store/search/search-text-sql.ts).
  sqlite.function('casefold', { deterministic: true }, (text) => (typeof text === 'string' ? foldCase(text) : text))
  sqlite.function('matches_like', { deterministic: true }, like)
  sqlite.function('matches_ilike', { deterministic: true }, ilike)
  sqlite.function('weigh', weigh as (characters: unknown) => 1)
  const prepare = keptStatements((sql) => sqlite.prepare(sql))
  const prepareLists = keptStatements((sql) => {
    const statement = sqlite.prepare(sql)
    statement.setReturnArrays(true)
    return statement
  })
  const snapshot = turnSnapshots(sqlite)
  return {
    all<T>(sql: string, ...params: SQLInputValue[]) {
      snapshot()
      return prepare(sql).all(...params) as T[]
    },
    lists<T>(sql: string, ...params: SQLInputValue[]) {
      snapshot()
      return prepareLists(sql).all(...params) as T[] // Node's types only know rows as objects
    },
    get<T>(sql: string, ...params: SQLInputValue[]) {
      snapshot()
      return prepare(sql).get(...params) as T | undefined
    },
    run(sql, ...params) {
      snapshot()
      return Number(prepare(sql).run(...params).changes)
    },
  }
}

/** Prepares statements and caches them. */
function keptStatements(prepare: (sql: string) => StatementSync): (sql: string) => StatementSync {
  const statements = new Map<string, StatementSync>()
  return (sql) => {
    let statement = statements.get(sql)
    if (!statement) {
      // Searches generate many different statements, so drop the oldest.
      if (statements.size >= 500) statements.delete(statements.keys().next().value!) // not empty, as `size` shows
      statement = prepare(sql)
      statements.set(sql, statement)
    }
    return statement
  }
}
