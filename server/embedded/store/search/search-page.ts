import type { Clause } from '#contract/filter/filter.ts'
import type { Grammar } from '#contract/filter/filter-grammars.ts'
import type { Db } from '../../db.ts'
import { allAfter, type Key, partsAfter, type Place, placeAfter, type Term } from './places.ts'
import { pageSql } from './page-sql.ts'
import type { Scope } from './search-scope.ts'
import { hidesSome, notLookedUp } from './search-shown.ts'
import { FEW, startSql } from './search-start.ts'
import { columnOf, searchTables, tableOf } from './search-tables.ts'
import type { Sql } from './search-text-sql.ts'

/**
 * Some of the rows of a search, as `FROM … WHERE …`, between `bounds` that follow from the filter, and their order. `begin`: their part of
 * the key of a row in the whole order after which to begin; undefined if all of them are after that row, 'passed' if none is. `isByScope`:
 * whether their index begins with what the scope compares.
 */
export type RowsInOrder = {
  from: Sql
  bounds?: readonly Sql[]
  order: readonly Term[]
  begin: (key: Key) => Key | 'passed' | undefined
  isByScope?: boolean
}

export type Search = {
  grammar: Grammar
  /** The columns, without parameters, of which those that tell rows apart come first. */
  select: string
  /** What may be found at all; `conditions`: what the filter says, whose `clauses` tell where to begin. */
  scope?: Scope
  conditions: Sql
  clauses: readonly Clause[]
  order: readonly Term[]
  /** The rows of that order, part after part, from an index: for a search among many. */
  walk?: (() => RowsInOrder[]) | undefined
  /** Whether all clauses are among the bounds of these parts. */
  isBounded?: boolean
}

const ALL: Sql = { sql: '1', params: [] }

/**
 * Reads up to `size` rows of a search from a place on, and tells the next place if a row is left. Few are found and sorted; of many, parts
 * are walked until there are enough, unless any are hidden (search-shown.ts). Then no page begins after the row that its token names either,
 * but after as many: the time would tell what is hidden after any row that somebody may think of.
 */
export function searchPage<Row extends readonly unknown[]>(
  db: Db,
  { grammar, select, scope = ALL, conditions, clauses, order, walk, isBounded = false }: Search,
  size: number,
  from: Place,
): { rows: Row[]; next: Place | undefined } {
  const hides = hidesSome(db, grammar)
  const key = hides || from.after?.length !== order.length ? undefined : from.after
  const all = withConditions({ sql: `${tableOf(grammar)} WHERE 1`, params: [] }, scope)
  const isWide = () => !hides && countRows(db, all, FEW + 1) > FEW
  // What its bounds leave to be walked is no more than what the clauses would find.
  const isBoundedWalk = walk !== undefined && isBounded && isWide()
  const start = startSql(db, grammar, isBoundedWalk ? [] : clauses, { order: scope === ALL ? order : [] })
  const isWalked = isBoundedWalk || (walk !== undefined && !isBounded && !start.isFew && isWide())
  const whole: RowsInOrder = {
    from: { ...start, sql: `${start.sql} WHERE 1` },
    order: start.isFew ? byFew(order) : order,
    begin: (at: Key) => at,
    isByScope: !start.isFew,
  }
  const parts = (isWalked && walk?.()) || [whole]
  const rest = isBoundedWalk ? [] : [hides ? notLookedUp(conditions) : conditions]
  const rows: Row[] = []
  let skip = key ? 0 : from.offset
  for (const { from: some, bounds = [], order: terms, begin, isByScope = false } of parts) {
    const at = key && begin(key)
    if (at === 'passed') continue
    const isIndexed = isByScope && !isUnindexed(grammar, terms)
    const scopes = isIndexed && canMerge(scope, rest) ? scope.parts : [scope]
    const isSorted = !isIndexed || scopes.some(({ parts }: Scope) => parts)
    const starts = at === undefined ? [ALL] : !isWalked && isSorted ? [allAfter(terms, at)] : partsAfter(terms, at)
    for (const later of starts) {
      if (rows.length > size) break
      // Of two equal bounds, SQLite takes the first to look up by.
      const within = (part: Sql) => withConditions(some, later, ...bounds, part, ...rest)
      const page = pageSql(select, scopes.map(within), terms)
      const found = db.lists<Row>(page.sql, ...page.params, size + 1 - rows.length, skip)
      // All of this part comes before the page.
      skip = skip === 0 || found.length > 0 ? 0 : skip - countRows(db, within(scope))
      rows.push(...found)
    }
  }
  const next = placeAfter(db, grammar, rows, { size, from, order })
  return { rows: next ? rows.slice(0, size) : rows, next }
}

/** The few rows come from their index by name; SQLite does not see that the names of both tables are the same. */
const byFew = ([first, ...rest]: readonly Term[]): readonly Term[] =>
  first ? [{ ...first, sql: first.sql.replace(/^[mv]\.name$/, 'few.name') }, ...rest] : []

/** Conditions for each term would be so many statements. */
const MOST_TERMS = 4

/** Whether all rows are sorted for an order. */
function isUnindexed(grammar: Grammar, order: readonly Term[]): boolean {
  const [first] = order
  const isSorted = searchTables[grammar].sorted.some((key) => columnOf(grammar, key) === first?.sql)
  return isSorted || first?.params.length !== 0 || order.length > MOST_TERMS
}

/** Each part of the scope has the parameters of all conditions, and SQLite takes some 32,000. */
const MOST_PARAMS = 10_000

/** Whether a scope has parts to be merged. */
const canMerge = (scope: Scope, conditions: readonly Sql[]): scope is Scope & { parts: readonly Sql[] } => {
  const { parts = [] } = scope
  return parts.length > 0 && parts.length * conditions.flatMap(({ params }) => params).length <= MOST_PARAMS
}

/** How many rows there are `FROM` these; counts up to `most`. */
function countRows(db: Db, from: Sql, most = -1): number {
  const sql = `SELECT count(*) AS count FROM (SELECT 1 FROM ${from.sql} LIMIT ${most})`
  return db.get<{ count: number }>(sql, ...from.params)?.count ?? 0
}

/** `FROM … WHERE …` with more conditions. */
const withConditions = (from: Sql, ...conditions: readonly Sql[]): Sql => ({
  sql: [from.sql, ...conditions.map(({ sql }) => `(${sql})`)].join(' AND '),
  params: [...from.params, ...conditions.flatMap(({ params }) => params)],
})
