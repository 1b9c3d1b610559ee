import { containing } from './containing.ts'
import type { Grammar } from './filter-grammars.ts'
import { isWord } from './filter-operands.ts'
import { tokenize } from './filter-tokens.ts'

/** A search text taken apart. */
export type SearchText = {
  /** The filter to send. It finds at least the items asked for: those whose names lack a word must be dropped. */
  filter: string
  /** Each must occur in the name, letter by letter: `%` and `_` in them are no wildcards. */
  words: string[]
  /** The part that is written as a filter, or ''. */
  rest: string
  /** Whether the filter may find names that lack a word. */
  isLoose: boolean
}

/**
 * Reads the text of a search box: plain words, a filter, or both as in `taxi AND tags.team = 'rides'`. The name must
 * contain every word, in any case and whichever way accents are encoded.
 */
export function searchText(grammar: Grammar, text: string): SearchText {
  const { plain, rest } = inParts(text)
  const words = plain.match(/\S+/g) ?? []
  const key = grammar === 'runs' ? 'attributes.run_name' : 'name'
  const found = words.map((word) => containing(key, word, grammar === 'loggedModels'))
  const filter = [...found.map(({ comparison }) => comparison), ...(rest ? [rest] : [])].join(' AND ')
  return { filter, words, rest, isLoose: found.some((word) => word.isLoose) }
}

/** The plain words at the beginning, and the filter. */
function inParts(text: string): { plain: string; rest: string } {
  if (!isFilter(text)) return { plain: text, rest: '' }
  const ends = tokenize(text).filter((token) => isWord(token, 'AND'))
  const after = ends.findLast(({ start }) => !isFilter(text.slice(0, start)))
  if (!after || text.slice(0, after.start).trim() === '') return { plain: '', rest: text.trim() }
  return { plain: text.slice(0, after.start), rest: text.slice(after.end).trim() }
}

/** The beginning of a filter rather than words to search for. */
const begunFilter = /^\s*(?:metrics|params|tags|attributes)\./

/** Whether the text has a comparator outside of quotes, or a word such as LIKE followed by a value. */
function isFilter(text: string): boolean {
  if (begunFilter.test(text)) return true
  const tokens = tokenize(text)
  return tokens.some((token, at) => {
    const next = tokens[at + 1]
    if (token.kind === 'comparator') return at > 0
    if (!next || at === 0) return false
    if (isWord(token, 'LIKE', 'ILIKE')) return next.kind === 'quoted' || next.kind === 'unclosed'
    if (isWord(token, 'IN')) return next.text === '('
    return isWord(token, 'IS') && isWord(next, 'NULL', 'NOT')
  })
}
