import { ApiError } from '#contract/errors.ts'
import { type Clause, parseFilter } from '#contract/filter/filter.ts'
import type { Grammar } from '#contract/filter/filter-grammars.ts'
import type { Db } from '../../db.ts'
import type { Term } from './places.ts'
import { hasPrompts, promptScope } from './search-prompts-sql.ts'
import { hidesSome, shownSql } from './search-shown.ts'
import { indexedSql } from './search-sql.ts'
import { searchTables, tableOf } from './search-tables.ts'
import type { Sql } from './search-text-sql.ts'

/** Up to this many rows are found by a value and then sorted. Among more, a page in the order of an index fills quickly. */
export const FEW = 1000
/** A value that so few rows have is found before many rows of the others are counted. */
const SOME = 50

/**
 * What a search reads `FROM`: the main table, joined to the few rows that fit the rarest clause, if any is rare. Counts them now,
 * because SQLite's statistics would say only how many rows a key or a value has on average. The other clauses, and this one,
 * are conditions of the search all the same. If rows are hidden, no value is looked up (search-shown.ts).
 */
export function startSql(
  db: Db,
  grammar: Grammar,
  asked: readonly Clause[],
  { few = FEW, order = [] }: { few?: number; order?: readonly Term[] } = {},
): Sql & { isFew: boolean } {
  const { clauses } = promptScope(grammar, asked)
  const { alias } = searchTables[grammar]
  const table = tableOf(grammar)
  const whole = { sql: table, params: [], isFew: false }
  if (hidesSome(db, grammar)) return { ...whole, ...shownSql(grammar, clauses) }
  const indexed = clauses.flatMap((clause) => indexedSql(grammar, clause, clauses.length === 1) ?? [])
  // In the order of the page, its first rows are the page, however many there are.
  const isOrdered = clauses.length === 1 && clauses.every((clause) => isInOrder(grammar, clause, order))
  const rarest = isOrdered ? indexed[0] : (rarestOf(db, indexed, Math.min(SOME, few)) ?? rarestOf(db, indexed, few))
  if (!rarest) return whole
  const { columns } = rarest
  // A logged model can have a metric many times; everything else has a key once. Without DISTINCT the rows come in the order of their
  // index.
  const distinct = grammar === 'loggedModels' ? 'DISTINCT ' : ''
  const rows = `SELECT ${distinct}${columns.map((column) => `f.${column}`).join(', ')} ${rarest.sql}`
  const same = columns.map((column) => `few.${column} = ${alias}.${column}`).join(' AND ')
  // CROSS JOIN: SQLite joins in this order.
  return { sql: `(${rows}) AS few CROSS JOIN ${table} ON ${same}`, params: rarest.params, isFew: true }
}

type Indexed = Sql & { columns: readonly string[] }

/** Which of these has the fewest rows, if it has up to `few`. */
function rarestOf(db: Db, indexed: readonly Indexed[], few: number): Indexed | undefined {
  let rarest: { rows: number; of: Indexed } | undefined
  for (const of of indexed) {
    const most = rarest?.rows ?? few + 1
    const count = `SELECT count(*) AS rows FROM (SELECT 1 ${of.sql} LIMIT ${most})`
    const rows = db.get<{ rows: number }>(count, ...of.params)?.rows ?? 0
    if (rows < most) rarest = { rows, of }
    if (rows === 0) break
  }
  return rarest?.of
}

/** Whether the index that leads to a tag's rows has them in this order: its last columns are what tells them apart. */
function isInOrder(grammar: Grammar, { entity, comparator }: Clause, [first]: readonly Term[]): boolean {
  const { alias, ids } = searchTables[grammar]
  return entity === 'tag' && comparator === '=' && first?.sql === `${alias}.${ids[0]}`
}

/** Whether the rarest clause of a filter fits up to `most` rows, or has them in the page's order. Counts no further: 0.2 ms for 200. */
export function findsUpTo(most: number, db: Db, grammar: Grammar, filter: string, order: readonly Term[]): boolean {
  try {
    // Any number of prompts may be passed over on the way to the first rows.
    const isFull = order.length > 0 && !hasPrompts(db, grammar)
    return startSql(db, grammar, parseFilter(grammar, filter), { few: most, order: isFull ? order : [] }).isFew
  } catch (error) {
    if (error instanceof ApiError) return false // the search says what is wrong
    throw error
  }
}
