import { FilterError } from '#contract/filter/filter-error.ts'
import type { Grammar } from '#contract/filter/filter-grammars.ts'
import { parseFilter } from '#contract/filter/filter.ts'
import { type SearchText, searchText } from '#contract/filter/search-text.ts'

export type Read = SearchText & { problem?: FilterError }

/**
 * Turns the text of a search box into the filter to send. An invalid text is not sent; `problem` says what is wrong and
 * where.
 */
export function readSearch(grammar: Grammar, text: string): Read {
  try {
    const read = searchText(grammar, text)
    parseFilter(grammar, read.rest ? read.rest.padStart(text.trimEnd().length) : read.filter)
    return read
  } catch (error) {
    if (error instanceof FilterError) return { filter: '', words: [], rest: '', isLoose: false, problem: error }
    throw error
  }
}

/** Adds a comparison to a search, which is read once for many. */
export function narrowing(grammar: Grammar, text: string): (clause: string) => string {
  const { filter, words } = readSearch(grammar, text)
  if (filter === '') return (clause) => clause
  return (clause) => {
    const both = `${text.trim()} AND ${clause}`
    // A quote among the words may swallow the comparison; then the words become the filter they stand for.
    return readSearch(grammar, both).words.length === words.length ? both : `${filter} AND ${clause}`
  }
}

/** Adds a comparison to a search. */
export const narrowed = (grammar: Grammar, text: string, clause: string): string => narrowing(grammar, text)(clause)

/** What is wrong with a search text, in words for people, and where. */
export function searchProblem(grammar: Grammar, text: string): { message: string; position: number } | undefined {
  const { problem } = readSearch(grammar, text)
  return problem && { message: problem.plain, position: problem.position }
}

export type Applied = { text: string; /** The search without this part. */ rest: string }

/** The removable parts of a search: its words, then its comparisons. */
export function appliedParts(grammar: Grammar, text: string): Applied[] {
  const { words, rest, problem } = readSearch(grammar, text)
  if (problem) return []
  const clauses = rest === '' ? [] : parseFilter(grammar, rest).map(({ start, end }) => rest.slice(start, end))
  return [
    ...words.map((word, index) => ({ text: word, rest: joined(words.toSpliced(index, 1), clauses) })),
    ...clauses.map((clause, index) => ({ text: clause, rest: joined(words, clauses.toSpliced(index, 1)) })),
  ]
}

const joined = (words: readonly string[], clauses: readonly string[]) =>
  [...(words.length > 0 ? [words.join(' ')] : []), ...clauses].join(' AND ')
