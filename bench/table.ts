import { nowAtCommit } from './machine.ts'
import { measuredLine, type Part, rowOf } from './results.ts'
import { digits, type Spread } from './spread.ts'

let tables: string[][] = []
let measured: Part | undefined

/** The tables, line by line, that are begun from now on, by this part. */
export function beginTables(part: Part): readonly (readonly string[])[] {
  measured = part
  tables = []
  return tables
}

export type Cell = string | number | Spread

/**
 * Begins a table of the report. Returns a function that adds a line to it: a name, then numbers with three digits, those of several
 * rounds with the least and the most. `note`: what to know before reading it.
 */
export function table(title: string, columns: readonly string[], note = ''): (cells: readonly Cell[]) => void {
  console.log(`\n${title}`)
  const at = measured ? [measuredLine(measured, nowAtCommit())] : []
  const lines = [`## ${title}`, '', ...at, ...(note ? [note] : []), '']
  tables.push(lines)
  const add = (cells: readonly Cell[]) => {
    const texts = cells.map(textOf)
    console.log(
      texts.map((text, at) => (at === 0 ? text.padEnd(28) : text.padStart(text.includes('–') ? 20 : 10))).join(''),
    )
    lines.push(rowOf(texts))
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
