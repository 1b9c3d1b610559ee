import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'

const file = join(import.meta.dirname, 'RESULTS.md')
const lines: string[] = []

type Cell = string | number

/** Begins a table of the report. Returns a function that adds a line to it: a name, then numbers with three digits. */
export function table(title: string, columns: readonly string[]): (cells: readonly Cell[]) => void {
  const load = loadavg()[0]?.toFixed(1)
  console.log(`\n${title}`)
  lines.push('', `## ${title}`, '', `Load of the machine at its start: ${load} on ${cpus().length} processors.`, '')
  const add = (cells: readonly Cell[]) => {
    const texts = cells.map(textOf)
    console.log(texts.map((text, at) => (at === 0 ? text.padEnd(22) : text.padStart(10))).join(''))
    lines.push(`| ${texts.join(' | ')} |`)
  }
  add(columns)
  lines.push(`|${columns.map((_, at) => (at === 0 ? '---|' : '---:|')).join('')}`)
  return add
}

const textOf = (cell: Cell) => (typeof cell === 'number' ? String(Number(cell.toPrecision(3))) : cell)

/** Writes all tables to RESULTS.md. `what`: which data they are about. */
export function writeResults(what: string, seconds: number): void {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const about = `Measured ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC at ${commit} in ${Math.round(seconds / 60)} minutes, with Node ${process.versions.node} on ${cpus().length} × ${cpus()[0]?.model.trim()}.`
  const rule =
    'Written by `npm run bench`. Only ratios between columns of one run count. ← marks a ratio that misses its target.'
  writeFileSync(file, `${['# Speed, side by side', '', about, what, rule, ...lines].join('\n')}\n`)
}
