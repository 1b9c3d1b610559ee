import type { Grammar } from '#contract/filter/filter-grammars.ts'
import type { Db } from '../../db.ts'
import { searchTables, tableOf } from './search-tables.ts'
import type { Sql } from './search-text-sql.ts'

/** A value that rows are ordered by; integers beyond 2^53 are bigint. */
export type KeyValue = string | number | bigint | null
/** What a row has in the terms of an order; no other row has all of it. */
export type Key = readonly KeyValue[]

/** A place between two rows of an order: how many rows are before it, and the key of the last of them, where it is known. */
export type Place = { offset: number; after?: Key | undefined }

/** A term of ORDER BY. `nullsLast`: whether it may be NULL; `given`: what of a key's value it compares, if not all. */
export type Term = Sql & { ascending: boolean; nullsLast?: boolean; given?: string }

/** The terms as ORDER BY has them. */
export const orderBy = (terms: readonly Term[]): Sql => ({
  sql: terms
    .map(({ sql, ascending, nullsLast }) => `${sql} ${ascending ? 'ASC' : 'DESC'}${nullsLast ? ' NULLS LAST' : ''}`)
    .join(', '),
  params: terms.flatMap(({ params }) => params),
})

/**
 * The rows after the one with this key, as conditions: first those that differ from it only in the last term, then those that differ in the
 * one before, and so on. Each begins in an index of the order, also among many rows that are equal in the first terms.
 */
export function partsAfter(terms: readonly Term[], key: Key): Sql[] {
  const lastFirst = terms.flatMap((term, at) => {
    const same = terms.slice(0, at).map((it, i) => rare(compared(it, '=', key[i] ?? null)))
    return laterThan(term, key[at] ?? null).map((later) => joined([...same, later], ' AND '))
  })
  return lastFirst.toReversed()
}

/** Tells SQLite that few rows fit. It would take an index that leads to the rest of the key, which most rows may have. */
const rare = ({ sql, params }: Sql): Sql => ({ sql: `likelihood(${sql}, 0.0001)`, params })

/** The same as one condition, for rows that are sorted anyway. */
export const allAfter = (terms: readonly Term[], key: Key): Sql => joined(partsAfter(terms, key), ' OR ')

/** The last ones first. */
function laterThan(term: Term, value: KeyValue): Sql[] {
  if (value === null) return []
  const later = compared(term, term.ascending ? '>' : '<', value)
  return term.nullsLast ? [{ sql: `${term.sql} IS NULL`, params: term.params }, later] : [later]
}

function compared({ sql, params, given = '?' }: Term, comparator: '=' | '<' | '>', value: KeyValue): Sql {
  if (value === null) return { sql: `${sql} IS NULL`, params }
  return { sql: `${sql} ${comparator} ${given}`, params: [...params, value] }
}

const joined = (conditions: readonly Sql[], word: ' AND ' | ' OR '): Sql => ({
  sql: conditions.length === 0 ? '0' : conditions.map(({ sql }) => `(${sql})`).join(word),
  params: conditions.flatMap(({ params }) => params),
})

/** The place after `size` of these rows, which begin with their ids; undefined if no row is left. */
export function placeAfter(
  db: Db,
  grammar: Grammar,
  rows: readonly (readonly unknown[])[],
  { size, from, order }: { size: number; from: Place; order: readonly Term[] },
): Place | undefined {
  const last = rows[size - 1]
  if (rows.length <= size || !last) return undefined
  return { offset: from.offset + size, after: keyOf(db, grammar, last as Key, order) }
}

function keyOf(db: Db, grammar: Grammar, row: Key, terms: readonly Term[]): Key | undefined {
  const { ids } = searchTables[grammar]
  const [key] = db.lists<(KeyValue | Uint8Array)[]>(
    `SELECT ${terms.map(exactly).join(', ')} FROM ${tableOf(grammar)} WHERE ${ids.map((id) => `${id} = ?`).join(' AND ')}`,
    ...terms.flatMap(({ params }) => params),
    ...row.slice(0, ids.length),
  )
  return key?.map((value) => (value instanceof Uint8Array ? BigInt(String(Buffer.from(value))) : value))
}

/** Integers beyond 2^53 come as bytes, which nothing else is, because node:sqlite refuses what a double can't hold. */
function exactly({ sql, params }: Term): string {
  if (params.length > 0) return sql // a metric, a param or a tag
  const isLong = `typeof(${sql}) = 'integer' AND ${sql} NOT BETWEEN -9007199254740991 AND 9007199254740991`
  return `iif(${isLong}, CAST(${sql} AS BLOB), ${sql})`
}
