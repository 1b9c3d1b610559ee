import { fenceAfter } from '../markdown/fence.ts'

type Heading = {
  level: number
  title: string
  /** Where its line begins, and where its text does. */ start: number
  end: number
}

/** The headings of a Markdown text, written with `#`; what stands in a block of code is none. */
function headingsOf(markdown: string): Heading[] {
  const headings: Heading[] = []
  let fence = ''
  let start = 0
  for (const line of markdown.split(/(?<=\n)/)) {
    fence = fenceAfter(line, fence)
    const [before, hashes = ''] = /^ {0,3}(#{1,6})[ \t]/.exec(line) ?? []
    if (fence === '' && before !== undefined)
      headings.push({
        level: hashes.length,
        title: withoutClosing(line.slice(before.length)),
        start,
        end: start + line.length,
      })
    start += line.length
  }
  return headings
}

/** A heading's text without the signs that may follow it. Not one expression: of a long line it would try too much. */
function withoutClosing(text: string): string {
  const title = text.trim()
  let end = title.length
  while (title[end - 1] === '#') end--
  return end < title.length && /[ \t]/.test(title[end - 1] ?? '') ? title.slice(0, end).trim() : title
}

type Place = { start: number; contentStart: number; end: number }

/** Sections have headings of the first two levels: those below belong to what they stand in. */
const LOWEST = 2

/** Where the first section with one of these titles stands: until the next heading that could be one of another. */
function placeOf(markdown: string, titles: readonly string[]): Place | undefined {
  const headings = headingsOf(markdown).filter(({ level }) => level <= LOWEST)
  const at = headings.findIndex(({ title }) => titles.some((one) => one.toLowerCase() === title.toLowerCase()))
  const own = headings[at]
  if (!own) return undefined
  return { start: own.start, contentStart: own.end, end: headings[at + 1]?.start ?? markdown.length }
}

/** The text below the first heading with one of these titles, or undefined. */
export function sectionIn(markdown: string, titles: readonly string[]): string | undefined {
  const place = placeOf(markdown, titles)
  return place && markdown.slice(place.contentStart, place.end).trim()
}

/** The Markdown with another text in that section; a new one comes last, an empty one goes. All else stays as it is. */
export function withSection(markdown: string, titles: readonly string[], text: string): string {
  const place = placeOf(markdown, titles)
  const line = markdown.includes('\r\n') ? '\r\n' : '\n'
  const content = contained(text.trim())
  if (!place) {
    if (content === '') return markdown
    // In a block of code that is left open, it would be code.
    const fence = openFence(markdown)
    const before = fence === '' ? markdown : `${markdown}${markdown.endsWith('\n') ? '' : line}${fence}${line}`
    const gap = before === '' ? '' : before.endsWith(line + line) ? '' : before.endsWith('\n') ? line : line + line
    return `${before}${gap}## ${titles[0]}${line}${line}${content}${line}`
  }
  const after = markdown.slice(place.end)
  if (content === '') return markdown.slice(0, place.start) + after
  const head = markdown.slice(0, place.contentStart)
  return `${head}${head.endsWith('\n') ? '' : line}${line}${content}${line}${after === '' ? '' : line}${after}`
}

/** A text that stays within its section: its headings are below those of sections, its blocks of code end. */
function contained(text: string): string {
  const below = headingsOf(text)
    .filter((heading) => heading.level <= LOWEST)
    .reduceRight((all, { start, level: own }) => {
      const at = all.indexOf('#', start)
      return `${all.slice(0, at)}${'#'.repeat(LOWEST + 1 - own)}${all.slice(at)}`
    }, text)
  const fence = openFence(below)
  return fence === '' ? below : `${below}\n${fence}`
}

/** The fence of the block of code that a text leaves open, or ''. */
const openFence = (text: string): string => text.split('\n').reduce((open, line) => fenceAfter(line, open), '')
