import { FilterError } from './filter-error.ts'
import type { Grammar } from './filter-grammars.ts'
import { isWord } from './filter-operands.ts'
import { tokenize } from './filter-tokens.ts'

/**
 * What a search box sends as filter: text that compares something is one already and stays as it is; other words must
 * all be part of the name, in any case (`_` and `%` in them are wildcards, which filters cannot escape). Throws
 * FilterError for a word that no filter can carry.
 */
export function searchText(grammar: Grammar, text: string): string {
  if (isFilter(text)) return text.trim()
  const key = grammar === 'runs' ? 'attributes.run_name' : 'name'
  return [...text.matchAll(/\S+/g)]
    .map(({ 0: word, index }) => `${key} ILIKE ${quote(grammar, word, index)}`)
    .join(' AND ')
}

/** Nobody's words: somebody begins to write a filter. */
const begunFilter = /^\s*(?:metrics|params|tags|attributes)\./

/** Whether a comparator stands in the text outside of quotes, or a word that is one followed by what it takes. */
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

/** `%word%` in the quotes that the word does not have; filters of logged models know single ones only. */
function quote(grammar: Grammar, word: string, at: number): string {
  if (!word.includes("'")) return `'%${word}%'`
  if (!word.includes('"') && grammar !== 'loggedModels') return `"%${word}%"`
  const reason = grammar === 'loggedModels' ? "with '" : 'with both \' and "'
  throw new FilterError(`A name ${reason} cannot be searched for: a filter has no way to write it.`, at)
}
