import { MARK, markFormulas } from './formulas.ts'
import { splitFrontMatter } from './split-front-matter.ts'

/** Whether a Markdown text has HTML, or formulas, which need parsers of their own: more code than all else that shows Markdown. */
export function isRich(text: string): boolean {
  const marked = markFormulas(splitFrontMatter(text).body)
  return hasHtml(marked) || marked.includes(MARK) || mathBlock.test(marked)
}

/** Whether a text whose formulas are marked has HTML. */
export const hasHtml = (marked: string): boolean => /<[a-z!?/]/i.test(marked)

/** Also a block that somebody wrote so. */
const mathBlock = /(`{3}|~{3})[ \t]*math\b/
