import type { Db } from '../../db.ts'
import type { Sql } from './search-text-sql.ts'

/** Some of the rows of a search, as `FROM … WHERE …`, and their order. */
export type RowsInOrder = { from: Sql; order: Sql }

/** Reads up to `limit` rows from row `offset` on, of parts that follow each other; stops when there are enough. `select`: without parameters. */
export function pageInParts<Row extends readonly unknown[]>(
  db: Db,
  select: string,
  parts: readonly RowsInOrder[],
  limit: number,
  offset: number,
): Row[] {
  const rows: Row[] = []
  let skip = offset
  for (const { from, order } of parts) {
    if (rows.length === limit) break
    const sql = `SELECT ${select} FROM ${from.sql} ORDER BY ${order.sql} LIMIT ? OFFSET ?`
    const found = db.lists<Row>(sql, ...from.params, ...order.params, limit - rows.length, skip)
    // All of this part comes before the page.
    skip = skip === 0 || found.length > 0 ? 0 : skip - countRows(db, from)
    rows.push(...found)
  }
  return rows
}

/** How many rows there are `FROM` these; counts up to `most`. */
export function countRows(db: Db, from: Sql, most = -1): number {
  const sql = `SELECT count(*) AS count FROM (SELECT 1 FROM ${from.sql} LIMIT ?)`
  return db.get<{ count: number }>(sql, ...from.params, most)?.count ?? 0
}

/** `FROM … WHERE …` with more conditions. */
export const withConditions = (from: Sql, ...conditions: readonly Sql[]): Sql => ({
  sql: [from.sql, ...conditions.map(({ sql }) => `(${sql})`)].join(' AND '),
  params: [...from.params, ...conditions.flatMap(({ params }) => params)],
})
