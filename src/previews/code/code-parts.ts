/** Rows of a text that are rendered together. */
export type CodePart = {
  /** The rows, joined by line breaks. */
  text: string
  rows: number
  /** The line number that the first row begins or continues, from 1. */
  line: number
  /** Number of lines that begin in this part; 0 if it continues one. */
  lines: number
  highlighted: boolean
}

/** Highlight this many characters; the rest is plain, so that megabytes stay fast. */
const HIGHLIGHTED = 50_000
/** Rows and characters per plain part. */
const ROWS = 400
const PART = 100_000
/** Characters per row: a file may be one line of megabytes, which takes a browser too long to lay out. */
const ROW = 5000

/**
 * Cuts text at line ends: the highlighted beginning in one part, the rest in parts rendered when they come into view.
 */
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

/** Splits a long line into rows without splitting a character. */
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
