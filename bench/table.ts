import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import type { Spread } from './spread.ts'

const file = join(import.meta.dirname, 'RESULTS.md')
const lines: string[] = []

type Cell = string | number | Spread

/**
 * Begins a table of the report. Returns a function that adds a line to it: a name, then numbers with three digits, those of several
 * rounds with the least and the most.
 */
export function table(title: string, columns: readonly string[]): (cells: readonly Cell[]) => void {
  const load = loadavg()[0]?.toFixed(1)
  console.log(`\n${title}`)
  lines.push('', `## ${title}`, '', `Load of the machine at its start: ${load} on ${cpus().length} processors.`, '')
  const add = (cells: readonly Cell[]) => {
    const texts = cells.map(textOf)
    console.log(
      texts.map((text, at) => (at === 0 ? text.padEnd(22) : text.padStart(text.includes('–') ? 20 : 10))).join(''),
    )
    lines.push(`| ${texts.join(' | ')} |`)
  }
  add(columns)
  lines.push(`|${columns.map((_, at) => (at === 0 ? '---|' : '---:|')).join('')}`)
  return add
}

function textOf(cell: Cell): string {
  if (typeof cell === 'object') return `${digits(cell.mid)} (${digits(cell.low)}–${digits(cell.high)})`
  return typeof cell === 'number' ? digits(cell) : cell
}

const digits = (value: number) => String(Number(value.toPrecision(3)))

/** What people have written about the results, which a new run keeps. */
const NOTES = '## What explains it'

/** Writes all tables to RESULTS.md. `what`: which data they are about. */
export function writeResults(what: string, seconds: number): void {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const about = `Measured ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC at ${commit} in ${Math.round(seconds / 60)} minutes, with Node ${process.versions.node} on ${cpus().length} × ${cpus()[0]?.model.trim()}.`
  const rule =
    'Written by `npm run bench`. Each value is the median of several rounds, in which the servers took turns, and a ratio that of the ratios in each round, with the least and the most. Only ratios count. ← marks one that misses its target.'
  const before = readFileSync(file, 'utf8')
  const notes = before.includes(NOTES) ? before.slice(before.indexOf(NOTES)) : ''
  writeFileSync(file, `${['# Speed, side by side', '', about, what, rule, ...lines, '', notes].join('\n').trimEnd()}\n`)
}
