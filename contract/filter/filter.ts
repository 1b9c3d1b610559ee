import { FilterError } from './filter-error.ts'
import type { Comparator, Entity, Grammar } from './filter-grammars.ts'
import * as messages from './filter-messages.ts'
import { cursorOver, isWord, peek, readOperand, stray, take, type Cursor } from './filter-operands.ts'
import type { Token } from './filter-tokens.ts'
import { readValue } from './filter-values.ts'

/** One comparison, from `start` to `end` in the filter. IS NULL and IS NOT NULL have no `value`. */
export type Clause = {
  entity: Entity
  key: string
  comparator: Comparator
  value?: string | number | string[]
  start: number
  end: number
}

/** Limits on the work of a search: the longest filter, in UTF-16 units, and the most comparisons in one. */
export const maxFilterLength = 50_000
export const maxClauses = 100

/** The longest pattern of LIKE and ILIKE, in UTF-16 units: SQLite fails on one of more than 50,000 bytes. */
export const maxPatternLength = 15_000
/** The longest part of it between two `%` that has a `_` between letters: the server compares them with each 32 letters of a text at once. */
export const maxPartWithWildcards = 256

/**
 * Reads a filter: comparisons joined by AND (docs/rest-contract.md §9), or none in an empty text. Returns keys unquoted and
 * under their canonical name (`created` → `start_time`). Unlike MLflow, requires AND between comparisons, and nowhere else.
 * Throws FilterError.
 */
export function parseFilter(grammar: Grammar, text: string): Clause[] {
  if (text === '') return []
  if (text.length > maxFilterLength)
    throw new FilterError(`Filter string has ${text.length} characters, more than ${maxFilterLength}.`, maxFilterLength)
  const cursor = cursorOver(grammar, text)
  if (peek(cursor).kind === 'end')
    throw new FilterError(`Invalid filter '${text.slice(0, 100)}'. Could not be parsed.`, 0)
  const semicolon = cursor.tokens.at(-2)?.text === ';' ? undefined : cursor.tokens.find(({ text }) => text === ';')
  if (semicolon && grammar !== 'loggedModels') throw new FilterError(messages.manyFilters(text), semicolon.start)
  const clauses: Clause[] = []
  for (;;) {
    if (clauses.length === maxClauses)
      throw new FilterError(`Filter string has more than ${maxClauses} comparisons.`, peek(cursor).start)
    clauses.push(readClause(cursor))
    const next = peek(cursor)
    if (next.kind === 'end') return clauses
    if (!isWord(next, 'AND')) throw stray(cursor, next)
    take(cursor)
    if (peek(cursor).kind === 'end') throw stray(cursor, next)
  }
}

function readClause(cursor: Cursor): Clause {
  const { grammar } = cursor
  const left = readOperand(cursor)
  const { entity, key, start } = left
  const { name, at } = readComparator(cursor)
  const comparator = left.comparators.find((candidate) => candidate === name)
  if (name === 'IS NULL' || name === 'IS NOT NULL') {
    if (!comparator) throw new FilterError(messages.badNull(grammar, left, name), at)
    return { entity, key, comparator, start, end: peek(cursor, -1).end }
  }
  // Made only to be thrown: an error takes longer than all the rest of a clause.
  const refusal = () => new FilterError(messages.badComparator(grammar, left, name, left.comparators), at)
  // MLflow checks the value first, except for logged models: it calls `start_time LIKE 'x'` a wrong value.
  if (!comparator && grammar === 'loggedModels') throw refusal()
  const valueAt = peek(cursor).start
  const value = readValue(cursor, left, name === 'IN' || name === 'NOT IN')
  if (!comparator) throw refusal()
  if (name.endsWith('LIKE') && typeof value === 'string' && value.length > maxPatternLength)
    throw new FilterError(`Pattern of ${value.length} characters, more than ${maxPatternLength}.`, valueAt)
  const slow = name.endsWith('LIKE') && typeof value === 'string' ? partWithWildcards(value) : undefined
  if (slow !== undefined)
    throw new FilterError(
      `A part of the pattern between two % has a _ and ${slow.length} characters, more than ${maxPartWithWildcards}.`,
      valueAt,
    )
  return { entity, key, comparator, value, start, end: peek(cursor, -1).end }
}

/** A part that is too long, without the `_` around it. */
const partWithWildcards = (pattern: string): string | undefined =>
  pattern
    .split('%')
    .slice(1, -1)
    .map((part) => part.replace(/^_+/, '').replace(/_+$/, ''))
    .find((part) => part.length > maxPartWithWildcards && part.includes('_'))

/** Reads a comparator, known to the grammar or not; returns words in upper case with single spaces. */
function readComparator(cursor: Cursor): { name: string; at: number } {
  const first = take(cursor)
  const at = first.start
  if (first.kind === 'comparator') return { name: first.text, at }
  if (isWord(first, 'LIKE', 'ILIKE', 'RLIKE', 'IN')) return { name: first.text.toUpperCase(), at }
  const second = peek(cursor)
  if (isWord(first, 'NOT') && isWord(second, 'IN', 'LIKE', 'ILIKE', 'RLIKE')) {
    take(cursor)
    return { name: `NOT ${second.text.toUpperCase()}`, at }
  }
  if (isWord(first, 'IS')) {
    const isNot = isWord(second, 'NOT')
    if (isNot) take(cursor)
    const last: Token = take(cursor)
    if (isWord(last, 'NULL')) return { name: isNot ? 'IS NOT NULL' : 'IS NULL', at }
    throw stray(cursor, last)
  }
  throw stray(cursor, first)
}
