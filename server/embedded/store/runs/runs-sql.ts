import type { Clause } from '#contract/filter/filter.ts'
import type { OrderBy } from '#contract/filter/order-by.ts'
import type { Db } from '../../db.ts'
import type { Place, Term } from '../search/places.ts'
import type { Scope } from '../search/search-scope.ts'
import { type RowsInOrder, searchPage } from '../search/search-page.ts'
import { hidesSome } from '../search/search-shown.ts'
import { inLacking, inNaN, inValues } from '../search/parts-by-value.ts'
import { type MetricColumn, orderTerms, sideClauseSql, whereSql } from '../search/search-sql.ts'
import { type EntityTable, searchTables } from '../search/search-tables.ts'
import type { Sql } from '../search/search-text-sql.ts'

/** `scope`: the condition on `r` besides the filter (experiments and lifecycle stage). */
export type RunSearch = {
  scope: Scope
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
export function searchRunIds(
  db: Db,
  { scope, clauses, orders, by = 'value' }: RunSearch,
  size: number,
  from: Place,
): { ids: string[]; next: Place | undefined } {
  const [first, ...rest] = orders
  const side = first && searchTables.runs.sides[first.entity]
  const search = {
    grammar: 'runs',
    select: 'r.run_id',
    scope,
    conditions: whereSql('runs', clauses),
    clauses,
    order: orderTerms('runs', orders, { by }),
    walk: side && (() => partsBy(first, side, clauses, rest, by)),
    isBounded: first !== undefined && by === 'value' && clauses.every((clause) => isAboutValue(clause, first)),
  } as const
  const { rows, next } = searchPage<[run_id: string]>(db, search, size, from)
  return { ids: rows.map(([id]) => id), next }
}

const isAbout = ({ entity, key }: Clause, order: OrderBy) => entity === order.entity && key === order.key
const isAboutValue = (clause: Clause, order: OrderBy) => isAbout(clause, order) && !/NULL/.test(clause.comparator)

/** So many values are looked at to tell whether the first page is among them. */
const FIRST_VALUES = 300

/**
 * Whether the first page of runs by the latest value of a metric is among the first values of its index, of which the last ones may have
 * equals beyond. Takes 0.2 ms.
 */
export function isAmongFirst(db: Db, { scope, clauses, orders }: RunSearch, size: number): boolean {
  const [order] = orders
  const side = searchTables.runs.sides.metric
  if (!side || order?.entity !== 'metric' || hidesSome(db, 'runs')) return false
  if (!clauses.every((clause) => isAboutValue(clause, order))) return false
  const bounds = [isNaN(0), ...clauses.map((clause) => sideClauseSql(side, clause, 'o'))]
  const { count = 0 } =
    db.get<{ count: number }>(
      `WITH first AS MATERIALIZED (SELECT o.run_id, o.value FROM ${side.table} AS o
         WHERE o.key = ? AND ${bounds.map(({ sql }) => sql).join(' AND ')}
         ORDER BY o.value ${order.ascending ? 'ASC' : 'DESC'} LIMIT ${FIRST_VALUES})
       SELECT count(*) AS count FROM first CROSS JOIN runs AS r ON r.run_id = first.run_id
       WHERE ${scope.sql} AND first.value <> (SELECT ${order.ascending ? 'max' : 'min'}(value) FROM first)`,
      order.key,
      ...bounds.flatMap(({ params }) => params),
      ...scope.params,
    ) ?? {}
  return count > size
}

/** The indexes of summaries have these rows only. */
const HAS_NUMBERS: Sql = { sql: 'o.ranked = 1', params: [] }
const HAS_NONE: Sql = { sql: 'ifnull(o.ranked, 0) = 0', params: [] }
const isNaN = (is: 0 | 1): Sql => ({ sql: `(o.special = 'NaN') = ${is}`, params: [] })

/** The parts of an order by value: runs with a number or text, runs with NaN, runs without the value. */
function partsBy(
  order: OrderBy,
  side: EntityTable,
  clauses: readonly Clause[],
  rest: readonly OrderBy[],
  by: MetricColumn,
): RowsInOrder[] {
  const { entity, key, ascending } = order
  const { table, valueIndex } = side
  const then = orderTerms('runs', rest, { by })
  const column = entity === 'metric' ? by : 'value'
  const byValue: Term[] = [{ sql: `o.${column}`, params: [], ascending }, ...then]
  // An index of prefixes orders all values except those with the same prefix.
  if (typeof valueIndex === 'number') {
    const beginning = (text: string) => `substr(${text}, 1, ${valueIndex})`
    byValue.unshift({ sql: beginning('o.value'), params: [], ascending, given: beginning('?') })
  }
  // Clauses about the value itself tell where in the index to begin and to end.
  const about = clauses.filter((clause) => isAbout(clause, order))
  const bounds =
    column === 'value'
      ? about.filter((clause) => isAboutValue(clause, order)).map((it) => sideClauseSql(side, it, 'o'))
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
  const first = { from: entity === 'metric' ? having(numbers) : having(), bounds, order: byValue }
  const parts: RowsInOrder[] = [{ ...first, begin: inValues(byValue.length) }]
  // NaN equals nothing, and no value fits only IS NULL.
  if (entity === 'metric' && about.every(({ comparator }) => column !== 'value' || comparator === '!='))
    parts.push({ from: having(others), order: then, begin: inNaN })
  if (about.every(({ comparator }) => comparator === 'IS NULL'))
    parts.push({ from: lacking, order: then, begin: inLacking, isByScope: true })
  return parts
}
