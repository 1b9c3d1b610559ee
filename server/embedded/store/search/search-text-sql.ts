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

/** A pattern that starts with letters also becomes a range, which an index can answer. */
function likeSql(column: string, pattern: string): Sql {
  const wildcard = pattern.search(/[%_]/)
  if (wildcard < 0) return { sql: `${column} = ?`, params: [pattern] }
  const inside = /^%+([^%_]+)%+$/.exec(pattern)?.[1]
  const short = inside
    ? { sql: `instr(${column}, ?) > 0`, params: [inside] }
    : { sql: `${column} GLOB ?`, params: [globOf(pattern)] }
  const whole = matchSql('matches_like', column, pattern, short)
  const prefix = pattern.slice(0, wildcard)
  const after = prefix && successor(prefix)
  if (!after) return whole
  const range = { sql: `${column} >= ? AND ${column} < ?`, params: [prefix, after] }
  if (/^%+$/.test(pattern.slice(wildcard))) return range
  return { sql: `${range.sql} AND ${whole.sql}`, params: [...range.params, ...whole.params] }
}

/** SQLite's LIKE ignores case in ASCII; `casefold` (db.ts) is for patterns with other letters. */
function ilikeSql(column: string, pattern: string): Sql {
  // oxlint-disable-next-line no-control-regex -- this range is ASCII
  const isAscii = /^[\0-\x7f]*$/.test(pattern)
  const folded = foldCase(pattern)
  const short = isAscii
    ? { sql: `${column} LIKE ?`, params: [pattern] }
    : { sql: `casefold(${column}) GLOB ?`, params: [globOf(folded)] }
  return matchSql('matches_ilike', column, folded, short)
}

/** Short patterns and texts are SQLite's: faster, and at worst as many steps as both lengths multiplied (like.ts). */
const SHORT_PATTERN = 32
const SHORT_TEXT = 500

function matchSql(matches: 'matches_like' | 'matches_ilike', column: string, pattern: string, short: Sql): Sql {
  const linear = { sql: `${matches}(${column}, ?)`, params: [pattern] }
  if (pattern.length > SHORT_PATTERN) return linear
  return {
    sql: `iif(octet_length(${column}) > ${SHORT_TEXT}, ${linear.sql}, ${short.sql})`,
    params: [...linear.params, ...short.params],
  }
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
