import { parse } from 'papaparse'

export type Delimited = {
  header: string[]
  rows: string[][]
  /** What is wrong with the file, in words; rows are shown as far as they could be read. */
  faults: string[]
}

/** CSV or TSV whose first row names the columns. A text cut short loses its last, half row. */
export function readDelimited(text: string, { tabs, whole }: { tabs: boolean; whole: boolean }): Delimited {
  // A mark that spreadsheets put first is no part of the first name.
  const { data, errors } = parse(text.replace(/^\uFEFF/, ''), { delimiter: tabs ? '\t' : '', skipEmptyLines: true })
  const [header = [], ...rest] = whole ? data : data.slice(0, -1)
  const faults = new Set(errors.filter(({ type }) => type === 'Quotes' && whole).map(saidOf))
  const ragged = rest.filter(({ length }) => length !== header.length).length
  if (ragged > 0) faults.add(`${ragged} ${ragged === 1 ? 'row has' : 'rows have'} more or fewer cells than the first.`)
  return { header, rows: rest, faults: [...faults].slice(0, 5) }
}

const saidOf = ({ message, row }: { message: string; row?: number }) =>
  row === undefined ? `${message}.` : `Row ${row + 1}: ${message}.`
