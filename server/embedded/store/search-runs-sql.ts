import type { Clause } from '#contract/filter.ts'
import type { OrderBy } from '#contract/order-by.ts'
import type { Db } from '../db.ts'
import { orderSql, whereSql } from './search-sql.ts'
import type { Sql } from './search-text-sql.ts'

/** `scope`: the condition on `r` besides the filter, i.e. experiments and lifecycle stage. */
export type RunSearch = { scope: Sql; clauses: readonly Clause[]; orders: readonly OrderBy[] }

/** Up to this many runs are sorted; more are read in the order of the metric's index instead. */
const fewRuns = 1000

/**
 * The ids of the runs of one page, in order (rest-contract §3: ties by start time, newest first, then by id).
 * Ordered by a metric first, a search over many runs walks the index of that metric's values and stops when the page is
 * full; the runs without the metric come after all others.
 */
export function searchRunIds(db: Db, search: RunSearch, limit: number, offset: number): string[] {
  const { scope, clauses, orders } = search
  const where = whereSql('runs', clauses)
  const matching = { sql: `(${scope.sql}) AND ${where.sql}`, params: [...scope.params, ...where.params] }
  const [first, ...rest] = orders
  if (first?.entity !== 'metric' || count(db, `runs r WHERE ${matching.sql} LIMIT ${fewRuns + 1}`, matching) <= fewRuns)
    return page(db, `runs r WHERE ${matching.sql}`, matching, orderSql('runs', orders), limit, offset)

  const then = orderSql('runs', rest)
  const direction = first.ascending ? 'ASC' : 'DESC'
  // CROSS JOIN: SQLite joins in this order.
  const measured = `latest_metrics o CROSS JOIN runs r WHERE o.key = ? AND r.run_id = o.run_id AND ${matching.sql}`
  const byValue = { sql: `(o.special = 'NaN'), o.value ${direction}, ${then.sql}`, params: then.params }
  const measuredWhere = { sql: measured, params: [first.key, ...matching.params] }
  const ids = page(db, measured, measuredWhere, byValue, limit, offset)
  if (ids.length === limit) return ids
  const before = ids.length > 0 ? offset + ids.length : count(db, measured, measuredWhere)
  const unmeasured = `runs r WHERE NOT EXISTS (SELECT 1 FROM latest_metrics o WHERE o.run_id = r.run_id AND o.key = ?) AND ${matching.sql}`
  return [...ids, ...page(db, unmeasured, measuredWhere, then, limit - ids.length, Math.max(0, offset - before))]
}

function page(db: Db, from: string, { params }: Sql, order: Sql, limit: number, offset: number): string[] {
  const sql = `SELECT r.run_id FROM ${from} ORDER BY ${order.sql} LIMIT ? OFFSET ?`
  return db.all<{ run_id: string }>(sql, ...params, ...order.params, limit, offset).map(({ run_id }) => run_id)
}

function count(db: Db, from: string, { params }: Sql): number {
  const sql = `SELECT count(*) AS count FROM (SELECT 1 FROM ${from})`
  return db.get<{ count: number }>(sql, ...params)?.count ?? 0
}
