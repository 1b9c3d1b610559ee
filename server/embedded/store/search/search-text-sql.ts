import type { SQLInputValue } from 'node:sqlite'
import type { Comparator } from '#contract/filter/filter-grammars.ts'
import { foldCase } from '../../fold-case.ts'

/** A piece of SQL and the values of its `?`, in order. */
export type Sql = { sql: string; params: SQLInputValue[] }

/** Compares `column` with a text, or with a list of texts for IN and NOT IN. */
export function textSql(column: string, comparator: Comparator, value: string | string[]): Sql {
  if (Array.isArray(value)) {
    const list = { sql: `(SELECT value FROM json_each(?))`, params: [JSON.stringify(value)] }
    return { sql: `${column} ${comparator === 'IN' ? 'IN' : 'NOT IN'} ${list.sql}`, params: list.params }
  }
  if (comparator === 'LIKE') return likeSql(column, value)
  if (comparator === 'ILIKE') return ilikeSql(column, value)
  return { sql: `${column} ${comparator === '!=' ? '<>' : '='} ?`, params: [value] }
}

/**
 * LIKE is case-sensitive in MLflow but not in SQLite, so this uses GLOB. A pattern that starts with letters also becomes
 * a range, which an index can answer. SQLite gives up once a later `%` matches nothing, so the time grows at most with the
 * length of the pattern times that of the text.
 */
function likeSql(column: string, pattern: string): Sql {
  const wildcard = pattern.search(/[%_]/)
  if (wildcard < 0) return { sql: `${column} = ?`, params: [pattern] }
  const inside = /^%+([^%_]+)%+$/.exec(pattern)?.[1]
  if (inside) return { sql: `instr(${column}, ?) > 0`, params: [inside] }
  const glob = { sql: `${column} GLOB ?`, params: [globOf(pattern)] }
  const prefix = pattern.slice(0, wildcard)
  const after = prefix && successor(prefix)
  if (!after) return glob
  const range = { sql: `${column} >= ? AND ${column} < ?`, params: [prefix, after] }
  if (/^%+$/.test(pattern.slice(wildcard))) return range
  return { sql: `${range.sql} AND ${glob.sql}`, params: [...range.params, ...glob.params] }
}

/** ILIKE: SQLite's LIKE ignores case in ASCII; `casefold` (db.ts) is for patterns with other letters. */
function ilikeSql(column: string, pattern: string): Sql {
  // oxlint-disable-next-line no-control-regex -- this range is ASCII
  if (/^[\0-\x7f]*$/.test(pattern)) return { sql: `${column} LIKE ?`, params: [pattern] }
  return { sql: `casefold(${column}) GLOB ?`, params: [globOf(foldCase(pattern))] }
}

/** Translates a LIKE pattern into a GLOB pattern, whose special characters are `*`, `?` and `[`. */
function globOf(pattern: string): string {
  return pattern.replace(/[*?[]/g, '[$&]').replaceAll('%', '*').replaceAll('_', '?')
}

/** The smallest text greater than all texts starting with `prefix`, by code point; '' if there is none. */
function successor(prefix: string): string {
  const letters = [...prefix]
  for (let last = letters.pop(); last !== undefined; last = letters.pop()) {
    const next = (last.codePointAt(0) ?? 0) + 1
    if (next <= 0x10ffff) return letters.join('') + String.fromCodePoint(next === 0xd800 ? 0xe000 : next)
  }
  return ''
}
