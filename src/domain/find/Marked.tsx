import { termRanges } from '#contract/find/fold.ts'

/** A text in which folded terms are marked. */
export function Marked({ text, terms }: { text: string; terms: readonly string[] }) {
  const ranges = terms.length > 0 ? termRanges(text, terms) : []
  if (ranges.length === 0) return text
  return (
    <>
      {ranges.map(([start, end], index) => (
        <span key={start}>
          {text.slice(index === 0 ? 0 : ranges[index - 1]![1], start)}
          <mark>{text.slice(start, end)}</mark>
        </span>
      ))}
      {text.slice(ranges.at(-1)![1])}
    </>
  )
}

/** The part of a text that begins shortly before its first term, so that two lines show it. */
export function aroundTerms(text: string, terms: readonly string[]): string {
  const [first] = terms.length > 0 ? termRanges(text, terms) : []
  if (!first || first[0] < 120) return text
  const space = text.indexOf(' ', first[0] - 60)
  return `…${text.slice(space < 0 || space > first[0] ? first[0] : space + 1)}`
}
