import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Db, openDb, queriesOf } from '../embedded/db.ts'
import { noWrites, openReadOnly } from '../embedded/seen.ts'

/** A database in a file, and the same one as its queries see it when their rows are counted. */
export type Counted = {
  db: Db
  /** Runs queries and returns how many rows of tables they visited: work that grows with it is slow, however fast the machine. */
  rowsOf(read: (db: Db) => unknown): number
  close(): void
}

/**
 * Opens an empty database and fills it. On a second connection, a view stands before each table and counts every row that a
 * statement looks at, whether or not the row is found to match.
 */
export function openCounted(fill: (db: Db) => void): Counted {
  const folder = mkdtempSync(join(tmpdir(), 'modelshelf-'))
  const path = join(folder, 'modelshelf.db')
  const db = openDb(path)
  db.get('PRAGMA synchronous = OFF')
  db.all('BEGIN')
  fill(db)
  db.all('COMMIT')
  const sqlite = openReadOnly(path)
  const queries = queriesOf(sqlite)
  let rows = 0
  sqlite.function('counted', (_key) => (rows += 1))
  const tables = db.all<{ name: string; key: string }>(
    `SELECT t.name, coalesce((SELECT c.name FROM pragma_table_info(t.name) AS c WHERE c.pk = 1), 'rowid') AS key
     FROM pragma_table_list AS t WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%'`,
  )
  const keys = new Map(tables.map(({ name, key }) => [name, key]))
  for (const { name, key } of tables)
    sqlite.exec(`CREATE TEMP VIEW ${name} AS ${countedRows(key, `main.${name} AS t`)}`)
  const through =
    <A extends unknown[], R>(query: (sql: string, ...params: A) => R) =>
    (sql: string, ...params: A) =>
      query(
        throughViews(sql, (table) => keys.get(table)!),
        ...params,
      ) // it names a table of these
  const counting: Db = {
    all: through(queries.all) as Db['all'],
    lists: through(queries.lists) as Db['lists'],
    get: through(queries.get) as Db['get'],
    ...noWrites,
  }
  return {
    db,
    rowsOf(read) {
      rows = 0
      read(counting)
      return rows
    },
    close() {
      sqlite.close()
      db.close()
      rmSync(folder, { recursive: true })
    },
  }
}

/** The key is an argument, so that the row is at hand, in whichever index, when it is counted. */
const countedRows = (key: string, from: string) => `SELECT t.* FROM ${from} WHERE counted(t.${key})`

/** A query that reads each table through its view, also where it names `main.` (seen.ts), or INDEXED BY, which a view can't have. */
const throughViews = (sql: string, keyOf: (table: string) => string): string =>
  sql
    .replaceAll(/\bmain\./g, '')
    .replaceAll(
      /\b(FROM|JOIN) (\w+)(?: (?:AS )?(\w+))? INDEXED BY (\w+)/g,
      (_, from: string, table: string, alias = table, index: string) =>
        `${from} (${countedRows(keyOf(table), `main.${table} AS t INDEXED BY ${index}`)}) AS ${alias}`,
    )
