import { FilterError } from '#contract/filter-error.ts'
import type { Grammar } from '#contract/filter-grammars.ts'
import { parseFilter } from '#contract/filter.ts'
import { searchText } from '#contract/search-text.ts'

/** What is wrong with a search text, and where. */
export function searchProblem(grammar: Grammar, text: string): FilterError | undefined {
  try {
    parseFilter(grammar, searchText(grammar, text))
    return undefined
  } catch (error) {
    if (error instanceof FilterError) return error
    throw error
  }
}

/** What the server is asked for a search text; a wrong one, from an edited URL, goes as it is and is refused in words. */
export const searchFilter = (grammar: Grammar, text: string): string =>
  searchProblem(grammar, text) ? text : searchText(grammar, text)
