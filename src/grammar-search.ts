import { FilterError } from '#contract/filter/filter-error.ts'
import type { Grammar } from '#contract/filter/filter-grammars.ts'
import { parseFilter } from '#contract/filter/filter.ts'
import { searchText } from '#contract/filter/search-text.ts'

export type Read = { /** The filter to send. */ filter: string; problem?: FilterError }

/**
 * Turns the text of a search box into the filter to send. An invalid text is not sent; `problem` says what is wrong and
 * where.
 */
export function readSearch(grammar: Grammar, text: string): Read {
  try {
    const filter = searchText(grammar, text)
    parseFilter(grammar, filter)
    return { filter }
  } catch (error) {
    if (error instanceof FilterError) return { filter: '', problem: error }
    throw error
  }
}

/** Adds a comparison to a search; plain words become the filter they stand for. */
export function narrowed(grammar: Grammar, text: string, clause: string): string {
  const { filter } = readSearch(grammar, text)
  return filter ? `${filter} AND ${clause}` : clause
}

/** What is wrong with a search text, and where. */
export const searchProblem = (grammar: Grammar, text: string): FilterError | undefined =>
  readSearch(grammar, text).problem

export type Applied = { text: string; /** The search without this part. */ rest: string }

/** The removable parts of a search: its comparisons, or its words. */
export function appliedParts(grammar: Grammar, text: string): Applied[] {
  const { filter, problem } = readSearch(grammar, text)
  if (problem || filter === '') return []
  const whole = text.trim()
  const isFilter = filter === whole // words never stay plain
  const parts = isFilter
    ? parseFilter(grammar, whole).map(({ start, end }) => whole.slice(start, end))
    : whole.split(/\s+/)
  return parts.map((part, index) => ({ text: part, rest: parts.toSpliced(index, 1).join(isFilter ? ' AND ' : ' ') }))
}
