/** Some rows of a text that are drawn together. */
export type CodePart = {
  /** The rows, with a line break between each two. */
  text: string
  /** Beside each row the number of the line that begins there; nothing beside what continues a line. */
  numbers: string
  rows: number
  highlighted: boolean
}

/** Characters that are highlighted; what follows is plain, so that megabytes stay fast. */
const HIGHLIGHTED = 100_000
const ROWS = 400
/** Characters of a row: a file may be one line of megabytes, which no browser lays out in time. */
const ROW = 5000
/** Characters of a part. */
const PART = 100_000

/** Cuts text at ends of lines: what is highlighted in one piece, the rest in pieces that are drawn when they come into view. */
export function codeParts(text: string, highlighted: boolean): CodePart[] {
  const lines = (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n')
  const parts: CodePart[] = []
  const first = highlighted ? linesWithin(lines, HIGHLIGHTED) : 0
  if (first > 0)
    parts.push({
      text: lines.slice(0, first).join('\n'),
      numbers: Array.from({ length: first }, (_, index) => index + 1).join('\n'),
      rows: first,
      highlighted: true,
    })
  let [rows, numbers, size]: [string[], string[], number] = [[], [], 0]
  const end = () => {
    if (rows.length > 0)
      parts.push({ text: rows.join('\n'), numbers: numbers.join('\n'), rows: rows.length, highlighted: false })
    ;[rows, numbers, size] = [[], [], 0]
  }
  for (let line = first; line < lines.length; line++)
    for (const [index, row] of rowsOf(lines[line] ?? '').entries()) {
      rows.push(row)
      numbers.push(index === 0 ? String(line + 1) : '')
      size += row.length
      if (rows.length === ROWS || size >= PART) end()
    }
  end()
  return parts
}

function rowsOf(line: string): string[] {
  if (line.length <= ROW) return [line]
  const rows = []
  for (let at = 0; at < line.length;) {
    const to = at + ROW
    // A letter of two code units stays whole.
    const end = /[\uD800-\uDBFF]/.test(line[to - 1] ?? '') ? to + 1 : to
    rows.push(line.slice(at, end))
    at = end
  }
  return rows
}

function linesWithin(lines: readonly string[], most: number): number {
  let length = 0
  const over = lines.findIndex((line) => (length += line.length + 1) > most)
  return over < 0 ? lines.length : over
}
