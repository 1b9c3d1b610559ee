/** Some lines of a text that are drawn together. */
export type CodePart = {
  text: string
  /** Of its first line, from 1. */
  line: number
  lines: number
  highlighted: boolean
}

/** Characters that are highlighted; what follows is plain, so that megabytes stay fast. */
const HIGHLIGHTED = 100_000
const LINES = 400

/** Cuts text at ends of lines: what is highlighted in one piece, the rest in pieces that are drawn when they come into view. */
export function codeParts(text: string, highlighted: boolean): CodePart[] {
  const lines = (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n')
  const parts: CodePart[] = []
  const add = (from: number, to: number, highlighted: boolean) =>
    parts.push({ text: lines.slice(from, to).join('\n'), line: from + 1, lines: to - from, highlighted })
  let at = highlighted ? linesWithin(lines, HIGHLIGHTED) : 0
  if (at > 0) add(0, at, true)
  for (; at < lines.length; at += LINES) add(at, Math.min(at + LINES, lines.length), false)
  return parts
}

function linesWithin(lines: readonly string[], most: number): number {
  let length = 0
  const over = lines.findIndex((line) => (length += line.length + 1) > most)
  return over < 0 ? lines.length : over
}
