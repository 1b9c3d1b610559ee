import type { Clause } from '#contract/filter/filter.ts'
import type { Grammar } from '#contract/filter/filter-grammars.ts'
import type { Db } from '../../db.ts'
import { searchTables } from './search-tables.ts'
import type { Sql } from './search-text-sql.ts'

/** What of a grammar's rows can be closed: the rows themselves, or what they belong to. */
const closable = {
  experiments: 'experiments',
  runs: 'experiments',
  loggedModels: 'experiments',
  models: 'models',
  versions: 'models',
} as const

/**
 * Whether any rows are hidden from whoever searches. Then no index of values may lead to rows: it would lead to the hidden ones too, and
 * the time would tell that they have the value (docs/accounts.md §2).
 */
export const hidesSome = (db: Db, grammar: Grammar): boolean => db.hides?.(closable[grammar]) ?? false

/** Rows and their owner `o`, which has a name. Runs and logged models are found by their experiment anyway (search-scope.ts). */
const owned: Partial<Record<Grammar, string>> = {
  experiments: 'o.* FROM experiments AS o',
  models: 'o.* FROM registered_models AS o',
  versions: 'v.* FROM registered_models AS o CROSS JOIN main.model_versions AS v ON v.name = o.name',
}

/**
 * What such a search reads `FROM` in place of the main table: only rows that are shown get to its conditions. Undefined if the table
 * will do.
 */
export function shownSql(grammar: Grammar, clauses: readonly Clause[]): Sql | undefined {
  const rows = owned[grammar]
  const names = clauses.filter(
    ({ entity, key, comparator }) => entity === 'attribute' && key === 'name' && comparator === '=',
  )
  // By its name, a thing is found without looking at others.
  if (!rows || names.length === clauses.length) return undefined
  const named = names.map(() => ' AND o.name = ?').join('')
  // LIMIT: SQLite would mix these conditions with those of the search.
  return {
    sql: `(SELECT ${rows} WHERE 1${named} LIMIT -1) AS ${searchTables[grammar].alias}`,
    params: names.map(({ value }) => String(value)),
  }
}

/**
 * The same conditions; SQLite does not look up by them (`+`) which logged models of all experiments come from a run, also hidden ones,
 * instead of those of the search's experiments.
 */
export const notLookedUp = ({ sql, params }: Sql): Sql => ({
  sql: sql.replaceAll('l.source_run_id', '+l.source_run_id'),
  params,
})
