import type { Clause } from '#contract/filter/filter.ts'
import type { Grammar } from '#contract/filter/filter-grammars.ts'
import type { Db } from '../../db.ts'
import { hidesSome, notLookedUp } from './search-shown.ts'
import { FEW, startSql, tableOf } from './search-start.ts'
import type { Sql } from './search-text-sql.ts'

/** Some of the rows of a search, as `FROM … WHERE …`, and their order. */
export type RowsInOrder = { from: Sql; order: Sql }

type Search = {
  grammar: Grammar
  /** The columns, without parameters. */
  select: string
  /** What may be found at all; `conditions`: what the filter says, whose `clauses` tell where to begin. */
  scope: Sql
  conditions: Sql
  clauses: readonly Clause[]
  order: Sql
  /** The rows of that order, part after part, from an index: for a search among many. */
  walk?: (() => RowsInOrder[]) | undefined
}

/**
 * Reads up to `limit` rows of a search from row `offset` on. Few are found and sorted; of many, parts are walked until there are enough,
 * unless any are hidden (search-shown.ts).
 */
export function pageInParts<Row extends readonly unknown[]>(
  db: Db,
  { grammar, select, scope, conditions, clauses, order, walk }: Search,
  limit: number,
  offset: number,
): Row[] {
  const start = startSql(db, grammar, clauses)
  const all = withConditions({ sql: `${tableOf(grammar)} WHERE 1`, params: [] }, scope)
  const hides = hidesSome(db, grammar)
  const isWalked = walk && !start.isFew && !hides && countRows(db, all, FEW + 1) > FEW
  const walked = isWalked ? walk() : undefined
  const rows: Row[] = []
  let skip = offset
  for (const part of walked ?? [{ from: { ...start, sql: `${start.sql} WHERE 1` }, order }]) {
    if (rows.length === limit) break
    const from = withConditions(part.from, scope, hides ? notLookedUp(conditions) : conditions)
    const sql = `SELECT ${select} FROM ${from.sql} ORDER BY ${part.order.sql} LIMIT ? OFFSET ?`
    const found = db.lists<Row>(sql, ...from.params, ...part.order.params, limit - rows.length, skip)
    // All of this part comes before the page.
    skip = skip === 0 || found.length > 0 ? 0 : skip - countRows(db, from)
    rows.push(...found)
  }
  return rows
}

/** How many rows there are `FROM` these; counts up to `most`. */
function countRows(db: Db, from: Sql, most = -1): number {
  const sql = `SELECT count(*) AS count FROM (SELECT 1 FROM ${from.sql} LIMIT ?)`
  return db.get<{ count: number }>(sql, ...from.params, most)?.count ?? 0
}

/** `FROM … WHERE …` with more conditions. */
const withConditions = (from: Sql, ...conditions: readonly Sql[]): Sql => ({
  sql: [from.sql, ...conditions.map(({ sql }) => `(${sql})`)].join(' AND '),
  params: [...from.params, ...conditions.flatMap(({ params }) => params)],
})
