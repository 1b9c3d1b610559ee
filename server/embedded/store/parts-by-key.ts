import type { SQLInputValue } from 'node:sqlite'
import type { Db } from '../db.ts'

/** As many tags or aliases are read at once: of tags as long as they may be, 1 MB. */
const PART = 10

/**
 * A list in parts, so that no more of it is in memory: the rows of a statement, whose first column is their key, in its order. It names that
 * column, and its own parameters come before.
 */
export function* partsByKey<Row extends readonly [key: string, ...unknown[]], Item>(
  db: Db,
  { sql, key }: { sql: string; key: string },
  params: readonly SQLInputValue[],
  itemOf: (row: Row) => Item,
): Generator<Item[], void> {
  for (let after: string | undefined; ;) {
    const behind = after === undefined ? '' : `AND ${key} > ?`
    const rows = db.lists<Row>(
      `${sql} ${behind} ORDER BY ${key} LIMIT ${PART}`,
      ...params,
      ...(after === undefined ? [] : [after]),
    )
    yield rows.map(itemOf)
    const last = rows.at(-1)
    if (!last || rows.length < PART) return
    after = last[0]
  }
}
