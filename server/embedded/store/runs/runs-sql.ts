import type { Clause } from '#contract/filter/filter.ts'
import type { OrderBy } from '#contract/filter/order-by.ts'
import type { Db } from '../../db.ts'
import { pageInParts, type RowsInOrder } from '../search/page-in-parts.ts'
import { type MetricColumn, orderSql, sideClauseSql, whereSql } from '../search/search-sql.ts'
import { type EntityTable, searchTables } from '../search/search-tables.ts'
import type { Sql } from '../search/search-text-sql.ts'

/** `scope`: the condition on `r` besides the filter (experiments and lifecycle stage). */
export type RunSearch = {
  scope: Sql
  clauses: readonly Clause[]
  orders: readonly OrderBy[]
  /** Which value of metrics `orders` mean: the latest, or one of the summary of all. Clauses mean the latest. */
  by?: MetricColumn
}

/**
 * Finds the ids of one page of runs, in order (docs/rest-contract.md §3: ties by start time, newest first, then by id).
 * If the first order is by a metric, a param or a tag, a search over many runs walks the index of its values, from where the
 * clauses about the same key let it begin, and stops when the page is full; runs without the value come last.
 */
export function searchRunIds(db: Db, search: RunSearch, limit: number, offset: number): string[] {
  const { scope, clauses, orders, by = 'value' } = search
  const [first, ...rest] = orders
  const side = first && searchTables.runs.sides[first.entity]
  const found = pageInParts<[string]>(
    db,
    {
      grammar: 'runs',
      select: 'r.run_id',
      scope,
      conditions: whereSql('runs', clauses),
      clauses,
      order: orderSql('runs', orders, { by }),
      walk: side && (() => partsBy(first, side, clauses, rest, by)),
    },
    limit,
    offset,
  )
  return found.map(([id]) => id)
}

/** The indexes of summaries have these rows only. */
const HAS_NUMBERS: Sql = { sql: 'o.ranked = 1', params: [] }
const HAS_NONE: Sql = { sql: 'ifnull(o.ranked, 0) = 0', params: [] }
const isNaN = (is: 0 | 1): Sql => ({ sql: `(o.special = 'NaN') = ${is}`, params: [] })

/** The parts of an order by value: runs with a number or text, runs with NaN, runs without the value. */
function partsBy(
  { entity, key, ascending }: OrderBy,
  side: EntityTable,
  clauses: readonly Clause[],
  rest: readonly OrderBy[],
  by: MetricColumn,
): RowsInOrder[] {
  const { table, valueIndex } = side
  const then = orderSql('runs', rest, { by })
  const direction = ascending ? 'ASC' : 'DESC'
  // An index of prefixes orders all values except those with the same prefix.
  const begins = typeof valueIndex === 'number' ? `substr(o.value, 1, ${valueIndex}) ${direction}, ` : ''
  const column = entity === 'metric' ? by : 'value'
  const byValue = { sql: `${begins}o.${column} ${direction}, ${then.sql}`, params: then.params }
  // Clauses about the value itself tell where in the index to begin and to end.
  const about = clauses.filter((clause) => clause.entity === entity && clause.key === key)
  const bounds =
    column === 'value'
      ? about.filter(({ comparator }) => !/NULL/.test(comparator)).map((it) => sideClauseSql(side, it, 'o'))
      : []
  // CROSS JOIN: SQLite joins in this order.
  const having = (...more: Sql[]): Sql => ({
    sql: [`${table} o CROSS JOIN runs r WHERE o.key = ? AND r.run_id = o.run_id`, ...more.map(({ sql }) => sql)].join(
      ' AND ',
    ),
    params: [key, ...more.flatMap(({ params }) => params)],
  })
  const lacking = {
    sql: `runs r WHERE NOT EXISTS (SELECT 1 FROM ${table} o WHERE o.run_id = r.run_id AND o.key = ?)`,
    params: [key],
  }
  const [numbers, others] = column === 'value' ? [isNaN(0), isNaN(1)] : [HAS_NUMBERS, HAS_NONE]
  const parts = [{ from: entity === 'metric' ? having(numbers, ...bounds) : having(...bounds), order: byValue }]
  // NaN equals nothing, and no value fits only IS NULL.
  if (entity === 'metric' && about.every(({ comparator }) => column !== 'value' || comparator === '!='))
    parts.push({ from: having(others), order: then })
  if (about.every(({ comparator }) => comparator === 'IS NULL')) parts.push({ from: lacking, order: then })
  return parts
}
