import { readFileSync, statfsSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { digits, type Spread } from './spread.ts'
import { commitOf } from './start-checkout.ts'
import { summary } from './targets.ts'

const file = join(import.meta.dirname, 'RESULTS.md')
const tables: string[][] = []
const loadBefore = loadOfMachine()

export type Cell = string | number | Spread

/**
 * Begins a table of the report. Returns a function that adds a line to it: a name, then numbers with three digits, those of several
 * rounds with the least and the most. `note`: what to know before reading it.
 */
export function table(title: string, columns: readonly string[], note = ''): (cells: readonly Cell[]) => void {
  const at = `Measured ${now()} at ${commit()}; load of the machine at its start ${loadOfMachine()}.`
  console.log(`\n${title}`)
  const lines = ['', `## ${title}`, '', at, ...(note ? [note] : []), '']
  tables.push(lines)
  const add = (cells: readonly Cell[]) => {
    const texts = cells.map(textOf)
    console.log(
      texts.map((text, at) => (at === 0 ? text.padEnd(28) : text.padStart(text.includes('–') ? 20 : 10))).join(''),
    )
    lines.push(`| ${texts.join(' | ')} |`)
  }
  add(columns)
  lines.push(`|${columns.map((_, at) => (at === 0 ? '---|' : '---:|')).join('')}`)
  return add
}

function textOf(cell: Cell): string {
  if (typeof cell === 'object' && cell.low === cell.high) return digits(cell.mid)
  if (typeof cell === 'object') return `${digits(cell.mid)} (${digits(cell.low)}–${digits(cell.high)})`
  return typeof cell === 'number' ? digits(cell) : cell
}

/** What people have written about the results, which a new run keeps. */
const NOTES = '## What explains it'

/** Writes the summary and all tables to RESULTS.md. `what`: which data they are about. */
export function writeResults(what: string, seconds: number): void {
  const about = `Written by \`npm run bench\`, ${now()} at ${commit()}, in ${Math.round(seconds / 60)} minutes, with Node ${process.versions.node} on ${cpus().length} × ${cpus()[0]?.model.trim()}. Load of the machine before it began: ${loadBefore}${Number(loadBefore) > QUIET ? ', too high to trust the times' : ''}. The loads below are those of the bench itself, which has just filled its servers.${isInMemory() ? ' The data was in memory (tmpfs), where a sync takes no time.' : ''}`
  const rule =
    'Each value is the median of several rounds, in which the servers took turns, and a ratio that of the ratios in each round, with the least and the most. Only ratios count. ← marks a median that misses its target.'
  const before = readFileSync(file, 'utf8')
  const notes = before.includes(NOTES) ? before.slice(before.indexOf(NOTES)) : ''
  const head = ['# Speed, side by side', '', about, what, rule, '', ...summary(notes)]
  writeFileSync(file, `${[...head, ...tables.flat(), '', notes].join('\n').trimEnd()}\n`)
}

/** Load above which other work takes the processors that are measured. */
const QUIET = 1
const TMPFS = 0x01_02_19_94 // TMPFS_MAGIC of Linux, statfs(2)
const isInMemory = () => statfsSync(tmpdir()).type === TMPFS

function loadOfMachine(): string {
  return loadavg()[0]!.toFixed(1) // Node always gives three
}
const now = () => `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`
const commit = () => commitOf(import.meta.dirname)
