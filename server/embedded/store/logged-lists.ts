import type { SQLInputValue } from 'node:sqlite'
import type { Db } from '../db.ts'
import { grouped } from './grouped.ts'
import { TooMuch, weighed } from '../weigh.ts'
import type { Counting } from './too-much.ts'

/** As many texts, of up to 8 kB each, are read before it turns out how long they are. */
const UNWEIGHED = 2000

/** A list of what runs or logged models logged. Its rows begin with the id of their owner. */
export type LoggedList<Row extends LoggedRow, Item> = {
  owner: 'run_id' | 'model_id'
  /** Its statement, without the rest. */
  select: string
  /** Its order. No two rows of one owner have the same. */
  by: readonly string[]
  /** The values of `by`. */
  keyOf(row: Row): SQLInputValue[]
  itemOf(row: Row): Item
  /** As how many rows each counts (`Most`), if not as one, and how many characters. */
  weight?: number
  charactersOf?(row: Row): number
  /** As many rows make a part of some 100 kB, or of few MB if each is as long as it may be. */
  part: number
}

type LoggedRow = readonly [owner: string, ...unknown[]]

/** Reads this list of each owner that has any. `owners`: a JSON list. */
export function listsOf<Row extends LoggedRow, Item>(
  db: Db,
  { owner, select, by, itemOf, weight = 1, charactersOf }: LoggedList<Row, Item>,
  owners: string,
  counting: Counting,
): Map<string, Item[]> {
  const those = `${select} WHERE ${owner} IN (SELECT value FROM json_each(?))`
  const found = (more: string, limit: string) =>
    db.lists<Row>(`${those} ${more} ORDER BY ${[owner, ...by].join(', ')} ${limit}`, owners)
  // All texts of one owner may be long. SQLite adds up how long they are before any is read.
  if (charactersOf && counting.limit && !owners.includes(','))
    requireRoom(db, `SELECT total(octet_length(value)) AS bytes FROM (${those} LIMIT ${UNWEIGHED})`, owners, counting)
  // Texts of more rows are weighed while they are read; weighing each costs a page of runs a twentieth of its time.
  let rows = found('', charactersOf && counting.limit ? `LIMIT ${UNWEIGHED}` : counting.limit)
  if (charactersOf && counting.limit && rows.length === UNWEIGHED)
    rows = weighed(counting.left().characters, () => found('AND weigh(octet_length(value))', counting.limit))
  counting.count(weight * rows.length)
  if (charactersOf) for (const row of rows) counting.count(0, charactersOf(row))
  return grouped(rows, ([id]) => id, itemOf)
}

function requireRoom(db: Db, sql: string, owners: string, { left }: Counting) {
  const { bytes } = db.get<{ bytes: number }>(sql, owners)! // a sum
  if (bytes > left().characters) throw new TooMuch()
}

/** Reads this list of one owner, part by part, so that no more of it is in memory; nothing more once it is no longer shown. */
export function* listInParts<Row extends LoggedRow, Item>(
  db: Db,
  { owner, select, by, keyOf, itemOf, part }: LoggedList<Row, Item>,
  id: string,
): Generator<Item[], void> {
  // The rows themselves are gone while the reader waits (carried-text.ts).
  function partAfter(after: SQLInputValue[]) {
    const behind = after.length === 0 ? '' : `AND (${by.join(', ')}) > (${by.map(() => '?').join(', ')})`
    const rows = db.lists<Row>(
      `${select} WHERE ${owner} = ${there[owner]} ${behind} ORDER BY ${by.join(', ')} LIMIT ${part}`,
      id,
      ...after,
    )
    const last = rows.length < part ? undefined : rows.at(-1)
    return { items: rows.map(itemOf), next: last && keyOf(last) }
  }
  for (let next: SQLInputValue[] | undefined = []; next;) {
    const read = partAfter(next)
    next = read.next
    yield read.items
  }
}

/** The owner with an id, or NULL if it is not shown: the lists themselves are read from `main.` (seen.ts). */
export const there = {
  run_id: '(SELECT r.run_id FROM runs AS r WHERE r.run_id = ?)',
  model_id: '(SELECT l.model_id FROM logged_models AS l WHERE l.model_id = ?)',
} as const
