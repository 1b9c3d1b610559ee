import type { Db } from '../../db.ts'
import { cutPage } from './page-token.ts'
import type { Sql } from './search-text-sql.ts'

type Query = {
  /** `SELECT … FROM …`, without parameters. */
  select: string
  /** Joined with AND. */
  conditions: readonly Sql[]
  order: Sql
}

/** Reads one page of a search, and the token of the next page if there is one (docs/rest-contract.md §1.2). */
export function searchPage<Row>(db: Db, { select, conditions, order }: Query, size: number, offset: number) {
  const rows = db.all<Row>(
    `${select} WHERE ${conditions.map(({ sql }) => sql).join(' AND ')} ORDER BY ${order.sql} LIMIT ? OFFSET ?`,
    ...conditions.flatMap(({ params }) => params),
    ...order.params,
    size + 1,
    offset,
  )
  return cutPage(rows, offset, size)
}
