import { FilterError } from '#contract/filter-error.ts'
import type { Grammar } from '#contract/filter-grammars.ts'
import { parseFilter } from '#contract/filter.ts'

const looksLikeGrammar = /[=<>!]|\s(i?like|in|is|not)\s/i

/** What the server is asked for a search text: plain words are parts of `nameKey`, all of them; else the text as it is. */
export function grammarFilter(nameKey: string, text: string): string {
  if (looksLikeGrammar.test(text)) return text
  const words = text.trim().split(/\s+/).filter(Boolean)
  return words.map((word) => `${nameKey} ILIKE ${quoted(`%${word}%`)}`).join(' AND ')
}

/** What is wrong with a search text, and where. */
export function grammarProblem(grammar: Grammar, text: string): FilterError | undefined {
  if (text.trim() === '' || !looksLikeGrammar.test(text)) return undefined
  try {
    parseFilter(grammar, text)
    return undefined
  } catch (error) {
    if (error instanceof FilterError) return error
    throw error
  }
}

// The grammar escapes nothing (rest-contract §9): `_` stands for any one character.
const quoted = (text: string) =>
  !text.includes("'") ? `'${text}'` : !text.includes('"') ? `"${text}"` : `'${text.replaceAll("'", '_')}'`
