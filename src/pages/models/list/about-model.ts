import { foldedLine } from '#contract/find/model-fields.ts'
import { aroundTerms } from '../../../domain/find/Marked.tsx'
import type { FoundModel } from '../../../domain/find/model-index.ts'
import { cut } from '../../../text/cut.ts'
import { plainLine } from '../../../ui/text/first-line.ts'
import { opening } from '../../../ui/text/opening.ts'

/** Letters of what is told of where a word was found, and of the description. */
const MOST = 200
const MOST_ABOUT = 600

/** What a list says of a model: where a word was found, then the description from the first word found in it. */
export function aboutOf(description: string | undefined, found: FoundModel | undefined): string {
  const begun = opening(description)
  if (!found) return begun
  const { where, terms } = found
  const has = (text: string) => terms.some((term) => foldedLine(text).includes(term))
  // Front matter, tables and what comes late are told where a word was found in them.
  const about = !has(begun) && has(description ?? '') ? plain(description ?? '') : begun
  return [where && `${whereOf(where, terms)} ·`, cut(aroundTerms(about, terms), MOST_ABOUT)].filter(Boolean).join(' ')
}

/** All of a Markdown text as one plain line. */
const plain = (markdown: string) => markdown.split('\n').map(plainLine).filter(Boolean).join(' ')

/** Where a word was found, its label first, and so much of the text that the word is in it. */
function whereOf(where: string, terms: readonly string[]): string {
  const around = aroundTerms(where, terms)
  return around === where ? cut(where, MOST) : `${cut(where, MOST / 5)} ${cut(around, MOST)}`
}
