import { orderBy, type Term } from './places.ts'
import type { Sql } from './search-text-sql.ts'

// Without +, or as a number, SQLite would plan for that limit: prepare the statement anew each time, or sort rather than use an index.
const LIMIT = 'LIMIT +? OFFSET ?'

/**
 * The statement that reads a page of the rows `FROM` any of these parts, in one order; a limit and an offset come after its parameters. Of
 * several parts that an index has in order, SQLite merges the first rows, and reads no more of each.
 */
export function pageSql(select: string, parts: readonly Sql[], terms: readonly Term[]): Sql {
  const [only, ...others] = parts
  const { sql: by, params } = orderBy(terms)
  if (only && others.length === 0)
    return { sql: `SELECT ${select} FROM ${only.sql} ORDER BY ${by} ${LIMIT}`, params: [...only.params, ...params] }
  // What is merged is in the order of its columns only.
  const keys = terms.map(({ sql }, at) => `${sql} AS k${at}`)
  const merged = parts.map(({ sql }) => `SELECT ${[select, ...keys].join(', ')} FROM ${sql}`).join(' UNION ALL ')
  const byKeys = orderBy(terms.map((term, at) => ({ ...term, sql: `k${at}` }))).sql
  return {
    // Without the keys: node:sqlite refuses integers beyond 2^53.
    sql: `SELECT ${select.replaceAll(/\b\w+\./g, '')} FROM (${merged} ORDER BY ${byKeys} ${LIMIT})`,
    params: parts.flatMap((part) => [...params, ...part.params]),
  }
}
