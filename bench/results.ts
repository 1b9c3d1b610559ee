/** What measures something and writes tables of its own, in the order of RESULTS.md. */
export const PARTS = [
  'requests',
  'files',
  'memory',
  'pages',
  'lists of many models',
  'fasttrackml',
  'growth',
  'beside',
  'signed-in',
] as const
export type Part = (typeof PARTS)[number]

/** What a part found. `run`: the cells that say how it was measured. `summary` and `tables`: Markdown, line by line. */
export type Found = {
  part: Part
  run: readonly string[]
  summary: readonly string[]
  tables: readonly (readonly string[])[]
}

/** What people have written about the results: the rest of the file, which no run changes. */
const NOTES = '## What explains it'
export const notesOf = (text: string) => (text.includes(NOTES) ? text.slice(text.indexOf(NOTES)) : '')

const INTRODUCTION = `# Speed, side by side

Written by \`npm run bench\`, part by part: each replaces its own tables when it is done, and those of a part that was not measured stay.
Each value is the median of several rounds, in which the servers took turns, and a ratio that of the ratios in each round, with the least and the most. Only ratios count. ← marks a median that misses its target.`

const RUNS = `## Runs

Other work is the number of processors that were busy for a second before the part began.

| part | measured | in, s | with | other work |
|---|---|---:|---|---:|`

const SUMMARY = `## Summary

| part | target | limit | met | missed: measured (its limit) | why |
|---|---|---:|---:|---|---|`

/** The line below a table's title, by which its part is known. */
export const measuredLine = (part: Part, at: string) => `Measured ${at}, part ${part}.`
const MEASURED = /^Measured .*, part (.+)\.$/m

/** The text of RESULTS.md with what a part found instead of what it had found before. */
export function withFound(text: string, found: Found): string {
  const notes = notesOf(text)
  const sections = text
    .slice(0, text.length - notes.length)
    .split(/^(?=## )/m)
    .map((section) => section.trim())
  const rowsOf = (heading: string, part: Part) =>
    sections
      .filter((section) => section.startsWith(`${heading}\n`))
      .flatMap((section) => section.split('\n'))
      .filter((line) => line.startsWith(`| ${part} |`))
  const isIt = (part: Part) => part === found.part
  const runs = PARTS.flatMap((part) => (isIt(part) ? [rowOf([part, ...found.run])] : rowsOf('## Runs', part)))
  const summary = PARTS.flatMap((part) => (isIt(part) ? found.summary : rowsOf('## Summary', part)))
  const tables = PARTS.flatMap((part) =>
    isIt(part)
      ? found.tables.map((lines) => lines.join('\n'))
      : sections.filter((section) => MEASURED.exec(section)?.[1] === part),
  )
  const parts = [INTRODUCTION, [RUNS, ...runs].join('\n'), [SUMMARY, ...summary].join('\n'), ...tables, notes]
  return `${parts.join('\n\n').trimEnd()}\n`
}

export const rowOf = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
