import type { SQLInputValue } from 'node:sqlite'
import type { Db } from '../db.ts'

/** How many rows to insert at a time; the rest one by one. Halves the time with only two statements to cache. */
const ROWS = 20

/**
 * Inserts rows into a table; those whose key is there already change nothing. `values`: those of all columns of the
 * first row, then of the second, and so on. Returns how many rows are new.
 */
export function insertRows(
  db: Db,
  table: string,
  columns: readonly string[],
  values: readonly SQLInputValue[],
): number {
  const width = columns.length
  let done = 0
  let added = 0
  const insert = (rows: number) => {
    const places = Array<string>(rows).fill(`(${columns.map(() => '?').join(', ')})`)
    const sql = `INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES ${places.join(', ')}`
    for (; done + rows * width <= values.length; done += rows * width)
      added += db.run(sql, ...values.slice(done, done + rows * width))
  }
  insert(ROWS)
  insert(1)
  return added
}
