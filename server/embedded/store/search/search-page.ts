import type { Db } from '../../db.ts'
import { cutPage } from './page-token.ts'
import type { Sql } from './search-text-sql.ts'

type Query = {
  /** The columns, without parameters. */
  select: string
  /** The main table, and what it is joined to (search-start.ts). */
  from: Sql
  /** Joined with AND. */
  conditions: readonly Sql[]
  order: Sql
}

/** Reads one page of a search, and the token of the next page if there is one (docs/rest-contract.md §1.2). */
export function searchPage<Row extends readonly unknown[]>(
  db: Db,
  { select, from, conditions, order }: Query,
  size: number,
  offset: number,
) {
  const rows = db.lists<Row>(
    `SELECT ${select} FROM ${from.sql} WHERE ${conditions.map(({ sql }) => sql).join(' AND ')} ORDER BY ${order.sql} LIMIT ? OFFSET ?`,
    ...from.params,
    ...conditions.flatMap(({ params }) => params),
    ...order.params,
    size + 1,
    offset,
  )
  return cutPage(rows, offset, size)
}
