import { ApiError } from '#contract/errors.ts'
import { parseFilter } from '#contract/filter/filter.ts'
import type { Grammar } from '#contract/filter/filter-grammars.ts'
import { parseOrderBy } from '#contract/filter/order-by.ts'
import type { Db } from '../../db.ts'
import { TooMuch, weighed } from '../../weigh.ts'
import { orderBy } from './places.ts'
import { hidesSome } from './search-shown.ts'
import { orderTerms, whereSql } from './search-sql.ts'
import { searchTables, tableOf } from './search-tables.ts'

type Search = { filter?: string | undefined; order_by?: readonly string[] | undefined }

/**
 * Whether more than `size` of the rows that a search finds are among the first `most` in its order, by name or id: then reading its first
 * page takes no longer than looking at these. They may compare so many characters together. Takes 0.1 ms for 500 names.
 */
export function fillsPageSoon(
  db: Db,
  grammar: Grammar,
  { filter = '', order_by = [] }: Search,
  size: number,
  { rows: most, characters }: { rows: number; characters: number },
): boolean {
  if (hidesSome(db, grammar)) return false
  try {
    const order = orderTerms(grammar, parseOrderBy(grammar, order_by))
    const { alias, ids } = searchTables[grammar]
    // In another order SQLite might begin with a range of names, and sort all that are in it.
    if (order[0]?.sql !== `${alias}.${ids[0]}`) return false
    const conditions = whereSql(grammar, parseFilter(grammar, filter))
    const by = orderBy(order)
    const first = `SELECT * FROM ${tableOf(grammar)} ORDER BY ${by.sql} LIMIT ${most}`
    const sql = `SELECT count(*) AS count FROM (SELECT 1 FROM (${first}) AS ${alias} WHERE ${conditions.sql} LIMIT +?)`
    const params = [...by.params, ...conditions.params, size + 1]
    return weighed(characters, () => db.get<{ count: number }>(sql, ...params)?.count ?? 0) > size
  } catch (error) {
    if (error instanceof ApiError || error instanceof TooMuch) return false // the search says what is wrong
    throw error
  }
}
