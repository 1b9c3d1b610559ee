import type { Db } from '../db.ts'

/** Reads of up to so many rows take a few milliseconds. */
export const MANY = 2000

/** Counts no further than needed: 30 µs. */
export const hasMany = (db: Db, from: string, ...params: (string | number)[]): boolean =>
  hasMoreThan(MANY, db, from, ...params)

const hasMoreThan = (most: number, db: Db, from: string, ...params: (string | number)[]): boolean =>
  db.get(`SELECT 1 FROM ${from} LIMIT 1 OFFSET ${most}`, ...params) !== undefined

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
