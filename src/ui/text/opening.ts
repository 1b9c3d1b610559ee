import { splitFrontMatter } from '#contract/markdown/split-front-matter.ts'
import { fenceAfter } from '#contract/markdown/fence.ts'
import { cut } from '../../text/cut.ts'
import { plainLine } from './first-line.ts'

/** More than two lines of the widest screen. */
const MOST = 600

/** How a Markdown text begins, as plain text: its sentences without headings, tables and code, or its headings if it has nothing else. */
export function opening(markdown: string | undefined): string {
  const { body } = splitFrontMatter((markdown ?? '').slice(0, 8000))
  const [headings, sentences]: [string[], string[]] = [[], []]
  let fence = ''
  let length = 0
  for (const line of body.split('\n')) {
    const before = fence
    fence = fenceAfter(line, before)
    if (before !== '' || fence !== '') continue
    const text = plainLine(line)
    if (!text || text.startsWith('|')) continue // a table
    const isHeading = /^\s{0,3}#{1,6}\s/.test(line)
    ;(isHeading ? headings : sentences).push(text)
    if (!isHeading) length += text.length
    if (length > MOST) break
  }
  return cut((sentences.length > 0 ? sentences : headings).join(' '), MOST)
}
