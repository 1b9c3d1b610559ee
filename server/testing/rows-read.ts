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
 * statement looks at, whether or not the row is found to match. A reference with INDEXED BY can't go through a view and is not counted.
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
  for (const { name, key } of db.all<{ name: string; key: string }>(
    `SELECT t.name, coalesce((SELECT c.name FROM pragma_table_info(t.name) AS c WHERE c.pk = 1), 'rowid') AS key
     FROM pragma_table_list AS t WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%'`,
  ))
    // The key is an argument, so that the row is at hand, in whichever index, when it is counted.
    sqlite.exec(`CREATE TEMP VIEW ${name} AS SELECT t.* FROM main.${name} AS t WHERE counted(t.${key})`)
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

/**
 * A query that reads a table with INDEXED BY from the table itself, and every other through its view, also where it names `main.`
 * (seen.ts).
 */
const through =
  <A extends unknown[], R>(query: (sql: string, ...params: A) => R) =>
  (sql: string, ...params: A) =>
    query(sql.replaceAll(/\bmain\./g, '').replaceAll(/\b(\w+ \w+ INDEXED BY)/g, 'main.$1'), ...params)
