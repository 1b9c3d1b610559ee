import type { SQLInputValue } from 'node:sqlite'
import type { Tag } from '#contract/values.ts'
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
  // The rows themselves are gone while the reader waits (carried-text.ts).
  function partAfter(after: string | undefined) {
    const behind = after === undefined ? '' : `AND ${key} > ?`
    const rows = db.lists<Row>(
      `${sql} ${behind} ORDER BY ${key} LIMIT ${PART}`,
      ...params,
      ...(after === undefined ? [] : [after]),
    )
    return { items: rows.map(itemOf), last: rows.length < PART ? undefined : rows.at(-1)?.[0] }
  }
  let after: string | undefined
  do {
    const read = partAfter(after)
    after = read.last
    yield read.items
  } while (after !== undefined)
}

/** Tags in parts. `from` names their table `t`, and which of them, by `params`. */
export const tagsInParts = (db: Db, from: string, params: readonly SQLInputValue[]) =>
  partsByKey(
    db,
    { sql: `SELECT t.key, t.value FROM ${from}`, key: 't.key' },
    params,
    ([key, value]: readonly [key: string, value: string]): Tag => ({ key, value }),
  )
