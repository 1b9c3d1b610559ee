import { FilterError } from './filter-error.ts'
import type { Grammar } from './filter-grammars.ts'
import { isWord } from './filter-operands.ts'
import { tokenize } from './filter-tokens.ts'

/**
 * Turns the text of a search box into a filter. A text with a comparison is a filter already and stays as it is. Otherwise
 * the name must contain every word, in any case (`_` and `%` in them are wildcards, which filters can't escape). Throws
 * FilterError for a word that no filter can hold.
 */
export function searchText(grammar: Grammar, text: string): string {
  if (isFilter(text)) return text.trim()
  const key = grammar === 'runs' ? 'attributes.run_name' : 'name'
  return [...text.matchAll(/\S+/g)]
    .map(({ 0: word, index }) => `${key} ILIKE ${quote(grammar, word, index)}`)
    .join(' AND ')
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

/** Quotes `%word%` with a quote that the word does not contain; filters of logged models know single quotes only. */
function quote(grammar: Grammar, word: string, at: number): string {
  if (!word.includes("'")) return `'%${word}%'`
  if (!word.includes('"') && grammar !== 'loggedModels') return `"%${word}%"`
  const reason = grammar === 'loggedModels' ? "with '" : 'with both \' and "'
  throw new FilterError(`A name ${reason} cannot be searched for: a filter has no way to write it.`, at)
}
