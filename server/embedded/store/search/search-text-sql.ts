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
  const has = (part: string): Own => ({ sql: `instr(${column}, ?) > 0`, params: [part], steps: 1 })
  const short = inside ? has(inside) : { sql: `${column} GLOB ?`, params: [globOf(pattern)], steps: BY_LETTER }
  const parts = pattern.split(/[%_]+/)
  const whole = matchSql(column, pattern, { matches: 'matches_like', short, has, parts })
  const prefix = pattern.slice(0, wildcard)
  const after = prefix && successor(prefix)
  if (!after) return whole
  const range = { sql: `${column} >= ? AND ${column} < ?`, params: [prefix, after] }
  if (/^%+$/.test(pattern.slice(wildcard))) return range
  return { sql: `${range.sql} AND ${whole.sql}`, params: [...range.params, ...whole.params] }
}

/** SQLite's LIKE ignores case in ASCII; `casefold` (db.ts) is for patterns with other letters. */
function ilikeSql(column: string, pattern: string): Sql {
  const folded = foldCase(pattern)
  const has = (part: string): Own => ({ sql: `${column} LIKE ?`, params: [`%${part}%`], steps: BY_LETTER })
  // oxlint-disable-next-line no-control-regex -- this range is ASCII
  const parts = folded.split(/[%_]+|[^\0-\x7f]+/)
  const isAscii = parts.join('') === folded.replaceAll(/[%_]/g, '')
  const short = isAscii
    ? { sql: `${column} LIKE ?`, params: [pattern], steps: BY_LETTER }
    : { sql: `casefold(${column}) GLOB ?`, params: [globOf(folded)] }
  return matchSql(column, folded, { matches: 'matches_ilike', short, has, parts })
}

/** Short patterns and texts are SQLite's: faster, and at worst as many steps as both lengths multiplied (like.ts). */
const SHORT_PATTERN = 32
const SHORT_TEXT = 500

/** So many parts of a pattern are looked for before it is compared as a whole. */
const NEEDED = 3

/** A condition that SQLite tells by itself, and how long a letter takes at worst, in those of `instr`. */
type Own = Sql & { steps: number }
/** Of LIKE and GLOB. */
const BY_LETTER = 4

/** `parts` of a pattern, for each of which `has` tells whether a text has it. Without `steps`, JavaScript tells `short` too. */
type Matching = {
  matches: 'matches_like' | 'matches_ilike'
  short: Sql & { steps?: number }
  has: (part: string) => Own
  parts: readonly string[]
}

/**
 * JavaScript gets few texts, those that have the longest parts of the pattern: what a statement hands over stays in memory until it ends, and
 * 130 MB end the thread that reads for everybody.
 */
function matchSql(column: string, pattern: string, { matches, short, has, parts }: Matching): Sql {
  const length = `octet_length(${column})`
  const longest = parts.filter((part) => part !== '').toSorted((a, b) => b.length - a.length)
  const isShort = pattern.length <= SHORT_PATTERN
  // To several parts, SQLite goes back time and again.
  if (isShort && short.steps && longest.length <= 1 && !pattern.includes('_'))
    return {
      sql: `(iif(${length} > ${SHORT_TEXT}, weigh(${short.steps} * ${length}), 1) AND ${short.sql})`,
      params: short.params,
    }
  const needed = longest.slice(0, NEEDED).map((part) => has(beginning(part)))
  const steps = needed.reduce((sum, { steps }) => sum + steps, 1)
  // As AND, both sides would be asked.
  const ifNeeded = (sql: string) => `iif(${['1', ...needed.map(({ sql }) => sql)].join(' AND ')}, ${sql}, 0)`
  const params = needed.flatMap((one) => one.params)
  const linear = {
    sql: `iif(weigh(${steps} * ${length}), ${ifNeeded(`${matches}(${column}, ?)`)}, 0)`,
    params: [...params, pattern],
  }
  if (!isShort) return linear
  const own = short.steps ? short : { sql: ifNeeded(short.sql), params: [...params, ...short.params] }
  return {
    sql: `iif(${length} > ${SHORT_TEXT}, ${linear.sql}, ${own.sql})`,
    params: [...linear.params, ...own.params],
  }
}

/** As many letters of a part as SQLite looks for. Half of a character, which SQLite can't be given, is left out. */
const beginning = (part: string) => part.slice(0, SHORT_PATTERN).replace(/[\ud800-\udbff]$/, '')

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
