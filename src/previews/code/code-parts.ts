/** Some rows of a text that are drawn together. */
export type CodePart = {
  /** The rows, with a line break between each two. */
  text: string
  rows: number
  /** The number of the line that the first row begins or continues, from 1. */
  line: number
  /** Lines that begin in this part; 0 when it continues one. */
  lines: number
  highlighted: boolean
}

/** Characters that are highlighted; what follows is plain, so that megabytes stay fast. */
const HIGHLIGHTED = 50_000
/** Rows and characters at which a part that is not highlighted ends. */
const ROWS = 400
const PART = 100_000
/** Characters of a row: a file may be one line of megabytes, which no browser lays out in time. */
const ROW = 5000

/** Cuts text at ends of lines: what is highlighted in one piece, the rest in pieces that are drawn when they come into view. */
export function codeParts(text: string, highlighted: boolean): CodePart[] {
  const end = text.endsWith('\n') ? text.length - 1 : text.length
  const parts: CodePart[] = []
  let [at, line, lines] = [0, 1, 0]
  const cut = (to: number, highlighted = false) => {
    if (lines > 0) parts.push({ text: text.slice(at, to), rows: lines, line, lines, highlighted })
    ;[at, line, lines] = [to + 1, line + lines, 0]
  }
  const first = !highlighted ? -1 : end <= HIGHLIGHTED ? end : text.lastIndexOf('\n', HIGHLIGHTED)
  if (first >= 0) {
    lines = text.slice(0, first).split('\n').length
    cut(first, true)
  }
  for (let from = at; from <= end;) {
    const found = text.indexOf('\n', from)
    const to = found < 0 ? end : Math.min(found, end)
    if (to - from > ROW) {
      cut(from - 1)
      parts.push(...partsOfLine(text.slice(from, to), line))
      ;[at, line] = [to + 1, line + 1]
    } else if (++lines === ROWS || to - at >= PART) cut(to)
    from = to + 1
  }
  cut(end)
  return parts
}

/** A line that is too long for a row stands in several, none of which ends within a letter. */
function partsOfLine(text: string, line: number): CodePart[] {
  const parts: CodePart[] = []
  for (let at = 0; at < text.length;) {
    const rows = []
    for (let size = 0; size < PART && at < text.length; size += ROW) {
      const to = at + ROW
      const end = /[\uD800-\uDBFF]/.test(text[to - 1] ?? '') ? to + 1 : to
      rows.push(text.slice(at, end))
      at = end
    }
    const lines = parts.length === 0 ? 1 : 0
    parts.push({ text: rows.join('\n'), rows: rows.length, line, lines, highlighted: false })
  }
  return parts
}
