import type { Db } from '../db.ts'
import { promptRows } from '../store/search/search-prompts-sql.ts'

/** What tells whether a search is long. */
export type AnySearch = {
  filter?: string | undefined
  order_by?: readonly unknown[] | undefined
  page_token?: string | undefined
  max_results?: number | bigint | undefined
}

/** Reads of up to so many rows take a few milliseconds. */
export const MANY = 2000

/** Whether there are more than `MANY`. */
export const hasMany = (db: Db, from: string, ...params: (string | number)[]): boolean =>
  hasMoreThan(MANY, db, from, ...params)

/** Counts no further than needed: 30 µs. */
export const hasMoreThan = (most: number, db: Db, from: string, ...params: (string | number)[]): boolean =>
  db.get(`SELECT 1 FROM ${from} LIMIT 1 OFFSET ${most}`, ...params) !== undefined

/** Whether an account or a group was given many levels: somebody may have registered a hundred thousand models. */
export const holdsMany = (db: Db, holder: 'account' | 'group', id: number | undefined, most = MANY): boolean =>
  id !== undefined &&
  ['model_levels', 'experiment_levels'].some((table) =>
    hasMoreThan(most, db, `${table} WHERE holder = ? AND holder_id = ?`, holder, id),
  )

/** As many clauses and orders of each of `MANY` rows take a few milliseconds. */
export const FEW_TERMS = 4

/** Whether a search that compares and orders each row of a table looks up many values. */
export const looksUpMany = (db: Db, table: string, search: AnySearch): boolean =>
  hasMoreThan(Math.floor(MANY * Math.min(1, FEW_TERMS / termsOf(search))), db, table)

/** How many clauses and orders a search has; too many, if a text in it has the word AND. */
export const termsOf = ({ filter = '', order_by = [] }: AnySearch): number =>
  filter.split(/\bAND\b/i).length + order_by.length

/** Whether a search passes over many prompts on the way to its first models, or over their versions, or over those of one name. */
export const hasManyPrompts = (db: Db, grammar: 'models' | 'versions', name?: string): boolean =>
  name === undefined ? hasMany(db, promptRows(grammar)) : hasMany(db, `${promptRows(grammar)} WHERE v.name = ?`, name)

export function hasManyPoints(db: Db, seen: Db, asked: string[], key = '', most = MANY): boolean {
  const runs = seen === db ? asked : runsAmong(seen, asked)
  const points = 'metrics WHERE run_id IN (SELECT value FROM json_each(?)) AND key = ?'
  return hasMoreThan(most, db, points, JSON.stringify(runs), key)
}

/** Whether a table with what runs logged has many rows of these. */
export const hasManyOf = (seen: Db, table: 'latest_metrics', runs: readonly string[]): boolean =>
  hasMany(seen, `${table} WHERE run_id IN (SELECT value FROM json_each(?))`, JSON.stringify(runs))

/** Each row is one of a run that used a dataset. */
export const hasManyInputs = (seen: Db, experiments: string[]): boolean =>
  hasMany(
    seen,
    `datasets AS d CROSS JOIN main.dataset_inputs AS i ON i.dataset_id = d.dataset_id
     WHERE d.experiment_id IN (SELECT CAST(value AS INTEGER) FROM json_each(?))`,
    JSON.stringify(experiments),
  )

const runsAmong = (seen: Db, asked: string[]): string[] =>
  seen
    .lists<[id: string]>(
      'SELECT run_id FROM runs WHERE run_id IN (SELECT value FROM json_each(?))',
      JSON.stringify(asked),
    )
    .map(([id]) => id)
