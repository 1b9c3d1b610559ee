import type { Clause } from '#contract/filter/filter.ts'
import type { OrderBy } from '#contract/filter/order-by.ts'
import type { Db } from '../../db.ts'
import { orderSql, whereSql } from '../search/search-sql.ts'
import { type EntityTable, searchTables } from '../search/search-tables.ts'
import type { Sql } from '../search/search-text-sql.ts'

/** `scope`: the condition on `r` besides the filter (experiments and lifecycle stage). */
export type RunSearch = { scope: Sql; clauses: readonly Clause[]; orders: readonly OrderBy[] }

/** Up to this many runs are sorted; more are read in the order of the index of values. */
const fewRuns = 1000

/**
 * Finds the ids of one page of runs, in order (docs/rest-contract.md §3: ties by start time, newest first, then by id).
 * If the first order is by a metric, a param or a tag, a search over many runs walks the index of its values and stops when
 * the page is full; runs without the value come last.
 */
export function searchRunIds(db: Db, search: RunSearch, limit: number, offset: number): string[] {
  const { scope, clauses, orders } = search
  const where = whereSql('runs', clauses)
  const matching = { sql: `(${scope.sql}) AND ${where.sql}`, params: [...scope.params, ...where.params] }
  const [first] = orders
  const side = first && searchTables.runs.sides[first.entity]
  if (
    !first ||
    !side?.valueIndex ||
    count(db, `runs r WHERE ${matching.sql} LIMIT ${fewRuns + 1}`, matching) <= fewRuns
  )
    return page(db, `runs r WHERE ${matching.sql}`, matching, orderSql('runs', orders), limit, offset)

  const params = [first.key, ...matching.params]
  const ids: string[] = []
  let skip = offset
  for (const { from, order } of partsBy(first, side, orders.slice(1))) {
    if (ids.length === limit) break
    const part = { sql: `${from} AND ${matching.sql}`, params }
    const found = page(db, part.sql, part, order, limit - ids.length, skip)
    // All of this part comes before the page.
    skip = skip === 0 || found.length > 0 ? 0 : skip - count(db, part.sql, part)
    ids.push(...found)
  }
  return ids
}

/** The parts of an order by value: runs with a number or text, runs with NaN, runs without the value. */
function partsBy({ entity, ascending }: OrderBy, { table, valueIndex }: EntityTable, rest: readonly OrderBy[]) {
  const then = orderSql('runs', rest)
  const direction = ascending ? 'ASC' : 'DESC'
  // An index of prefixes orders all values except those with the same prefix.
  const begins = typeof valueIndex === 'number' ? `substr(o.value, 1, ${valueIndex}) ${direction}, ` : ''
  const byValue = { sql: `${begins}o.value ${direction}, ${then.sql}`, params: then.params }
  // CROSS JOIN: SQLite joins in this order.
  const having = `${table} o CROSS JOIN runs r WHERE o.key = ? AND r.run_id = o.run_id`
  const lacking = `runs r WHERE NOT EXISTS (SELECT 1 FROM ${table} o WHERE o.run_id = r.run_id AND o.key = ?)`
  const numbers =
    entity === 'metric'
      ? [
          { from: `${having} AND (o.special = 'NaN') = 0`, order: byValue },
          { from: `${having} AND (o.special = 'NaN') = 1`, order: then },
        ]
      : [{ from: having, order: byValue }]
  return [...numbers, { from: lacking, order: then }]
}
function page(db: Db, from: string, { params }: Sql, order: Sql, limit: number, offset: number): string[] {
  const sql = `SELECT r.run_id FROM ${from} ORDER BY ${order.sql} LIMIT ? OFFSET ?`
  return db.all<{ run_id: string }>(sql, ...params, ...order.params, limit, offset).map(({ run_id }) => run_id)
}

function count(db: Db, from: string, { params }: Sql): number {
  const sql = `SELECT count(*) AS count FROM (SELECT 1 FROM ${from})`
  return db.get<{ count: number }>(sql, ...params)?.count ?? 0
}
