import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { foldCase } from './fold-case.ts'

type Row = Record<string, unknown>

/** One SQLite file, its kept prepared statements, and the one way to write to it. */
export type Db = {
  /** All rows of a query. `Row` is what the SQL selects: the caller names it. */
  all<T = Row>(sql: string, ...params: SQLInputValue[]): T[]
  /** The same with a row as the list of its columns, in half the time: for what is read by the thousand. */
  lists<T extends readonly unknown[]>(sql: string, ...params: SQLInputValue[]): T[]
  /** The first row, or undefined. */
  get<T = Row>(sql: string, ...params: SQLInputValue[]): T | undefined
  /** Runs a statement that changes rows; gives how many. Only inside `write`. */
  run(sql: string, ...params: SQLInputValue[]): number
  /**
   * Runs `fn` in a savepoint of the commit that all writes of this turn of the event loop share; resolves once
   * it is on disk (synchronous=FULL). What `fn` throws undoes its own rows only and rejects its own promise.
   */
  write<T>(fn: () => T): Promise<T>
  close(): void
}

type Waiting = { fn: () => unknown; resolve: (value: never) => void; reject: (error: unknown) => void }

/**
 * Opens the database at `path` (`:memory:` for tests), making and migrating it as needed.
 * Integers beyond 2^53 come back as bigint where a statement selects them through `CAST(x AS TEXT)`; see store/.
 */
export function openDb(path: string): Db {
  const sqlite = new DatabaseSync(path, { timeout: 2000, enableForeignKeyConstraints: true })
  sqlite.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;')
  // For ILIKE beyond ASCII, which SQLite's LIKE does not fold (store/search/search-text-sql.ts).
  sqlite.function('casefold', { deterministic: true }, (text) => (typeof text === 'string' ? foldCase(text) : text))
  migrate(sqlite)

  const prepare = keptStatements((sql) => sqlite.prepare(sql))
  const prepareLists = keptStatements((sql) => {
    const statement = sqlite.prepare(sql)
    statement.setReturnArrays(true)
    return statement
  })

  let queue: Waiting[] = []
  function commitQueue() {
    const batch = queue
    queue = []
    const done: (() => void)[] = []
    try {
      sqlite.exec('BEGIN IMMEDIATE')
      for (const { fn, resolve, reject } of batch) {
        sqlite.exec('SAVEPOINT request')
        try {
          const value = fn() as never // resolve belongs to the same write() call as fn
          sqlite.exec('RELEASE request')
          done.push(() => resolve(value))
        } catch (error) {
          sqlite.exec('ROLLBACK TO request; RELEASE request')
          done.push(() => reject(error))
        }
      }
      sqlite.exec('COMMIT')
    } catch (error) {
      // Nothing of this batch is on disk (a full disk, a lock): every request of it failed.
      if (sqlite.isTransaction) sqlite.exec('ROLLBACK')
      for (const { reject } of batch) reject(error)
      return
    }
    for (const answer of done) answer()
  }

  return {
    all: <T>(sql: string, ...params: SQLInputValue[]) => prepare(sql).all(...params) as T[],
    // Node's types know rows as objects only.
    lists: <T>(sql: string, ...params: SQLInputValue[]) => prepareLists(sql).all(...params) as T[],
    get: <T>(sql: string, ...params: SQLInputValue[]) => prepare(sql).get(...params) as T | undefined,
    run: (sql, ...params) => Number(prepare(sql).run(...params).changes),
    write: <T>(fn: () => T) =>
      new Promise<T>((resolve, reject) => {
        if (queue.length === 0) setImmediate(commitQueue)
        queue.push({ fn, resolve, reject })
      }),
    close() {
      if (queue.length > 0) commitQueue()
      sqlite.close()
    },
  }
}

/** `prepare`, keeping what it gives. */
function keptStatements(prepare: (sql: string) => StatementSync): (sql: string) => StatementSync {
  const statements = new Map<string, StatementSync>()
  return (sql) => {
    let statement = statements.get(sql)
    if (!statement) {
      // Searches make SQL of many shapes; the oldest shapes are dropped before they add up.
      if (statements.size >= 500) statements.delete(statements.keys().next().value!) // size says there is one
      statement = prepare(sql)
      statements.set(sql, statement)
    }
    return statement
  }
}

/**
 * Brings the schema to the newest of migrations/NNN-*.sql; `PRAGMA user_version` is the last one done. Throws when that is
 * none of ours: an older Modelshelf would break what a newer one keeps there.
 */
function migrate(sqlite: DatabaseSync) {
  const folder = join(import.meta.dirname, 'migrations')
  const { user_version: done } = sqlite.prepare('PRAGMA user_version').get() as { user_version: number }
  const files = readdirSync(folder).toSorted()
  if (done > Number.parseInt(files.at(-1) ?? '', 10)) throw new Error('its database was made by a newer Modelshelf')
  for (const file of files) {
    const number = Number.parseInt(file, 10)
    if (number <= done) continue
    sqlite.exec('BEGIN IMMEDIATE')
    sqlite.exec(readFileSync(join(folder, file), 'utf8'))
    sqlite.exec(`PRAGMA user_version = ${number}; COMMIT`)
  }
}

/**
 * Holds `dir` for this process until it ends: a second server on the same data would answer from stale caches.
 * Throws when another process holds it. The lock is SQLite's own, so a killed process leaves none behind.
 */
export function lockDirectory(dir: string): void {
  mkdirSync(dir, { recursive: true })
  const lock = new DatabaseSync(join(dir, 'lock.db'), { timeout: 0 })
  lock.exec('BEGIN EXCLUSIVE')
  held.push(lock) // a lock that is collected is a lock let go
}
const held: DatabaseSync[] = []
