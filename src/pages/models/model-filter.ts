import { FilterError } from '#contract/filter-error.ts'
import { parseFilter } from '#contract/filter.ts'

const looksLikeGrammar = /[=<>!]|\s(i?like|in|is|not)\s/i

/** What the server is asked for a search text: plain words are parts of the name, all of them; else the text as it is. */
export function modelFilter(text: string): string {
  if (looksLikeGrammar.test(text)) return text
  return words(text)
    .map((word) => `name ILIKE ${quoted(`%${word}%`)}`)
    .join(' AND ')
}

/** What is wrong with a search text, and where. */
export function modelFilterProblem(text: string): { message: string; position?: number } | undefined {
  if (text.trim() === '' || !looksLikeGrammar.test(text)) return undefined
  try {
    parseFilter('models', text)
    return undefined
  } catch (error) {
    if (error instanceof FilterError) return error
    throw error
  }
}

export type Applied = { text: string; /** The search without it. */ rest: string }

/** The parts of a search, each of which can be taken away. */
export function appliedParts(text: string): Applied[] {
  if (text.trim() === '' || modelFilterProblem(text)) return []
  const grammar = looksLikeGrammar.test(text)
  const parts = grammar ? parseFilter('models', text).map(({ start, end }) => text.slice(start, end)) : words(text)
  return parts.map((part, index) => ({ text: part, rest: parts.toSpliced(index, 1).join(grammar ? ' AND ' : ' ') }))
}

const words = (text: string) => text.trim().split(/\s+/).filter(Boolean)

// The grammar escapes nothing (rest-contract §9): `_` stands for any one character.
const quoted = (text: string) =>
  !text.includes("'") ? `'${text}'` : !text.includes('"') ? `"${text}"` : `'${text.replaceAll("'", '_')}'`
