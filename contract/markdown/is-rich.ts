import { MARK, markFormulas } from './formulas.ts'
import { splitFrontMatter } from './split-front-matter.ts'

/**
 * Whether a Markdown text has HTML, or formulas, which need parsers of their own: more code than all else that shows Markdown. Formulas are
 * only looked for in the first `most` characters, which takes long; undefined if these do not tell.
 */
export function isRich(text: string): boolean
export function isRich(text: string, most: number): boolean | undefined
export function isRich(text: string, most = Infinity): boolean | undefined {
  const { body } = splitFrontMatter(text)
  if (!marks.test(body)) return false
  const marked = markFormulas(body.slice(0, most))
  if (hasHtml(marked) || marked.includes(MARK) || mathBlock.test(marked)) return true
  return body.length > most ? undefined : false
}

/** Whether a text whose formulas are marked has HTML. */
export const hasHtml = (marked: string): boolean => /<[a-z!?/]/i.test(marked)

/** Also a block that somebody wrote so. */
const mathBlock = /(`{3}|~{3})[ \t]*math\b/

/** One of these is in every text with HTML or a formula: a tag, or the end of a formula. */
const marks = /<[a-z!?/]|\$|\\[)\]]|\\end\{|(`{3}|~{3})[ \t]*math\b/i
