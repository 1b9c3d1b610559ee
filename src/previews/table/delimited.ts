import { parse } from 'papaparse'

type Delimited = {
  header: string[]
  /** Up to as many rows as a table holds. */
  rows: string[][]
  /** Whether more rows follow. */
  cut: boolean
  /** Errors in words; rows are shown as far as they could be read. */
  faults: string[]
}

/** Limits on characters and rows: more of either would freeze the page for seconds. */
const MOST = 8_000_000
const ROWS = 50_000

/** Parses CSV or TSV; the first row names the columns. A truncated text loses its last, partial row. */
export function readDelimited(text: string, { tabs, whole }: { tabs: boolean; whole: boolean }): Delimited {
  const isWhole = whole && text.length <= MOST
  // The byte order mark that spreadsheets write is not part of the first name.
  const { data, errors, meta } = parse(text.slice(0, MOST).replace(/^\uFEFF/, ''), {
    delimiter: tabs ? '\t' : '',
    skipEmptyLines: true,
    preview: ROWS + 2, // plus the header and one row that shows that more follow
  })
  const [header = [], ...read] = isWhole || meta.truncated ? data : data.slice(0, -1)
  const rows = read.slice(0, ROWS)
  const faults = new Set(errors.filter(({ type }) => type === 'Quotes' && isWhole).map(saidOf))
  const ragged = rows.filter(({ length }) => length !== header.length).length
  if (ragged > 0) faults.add(`${ragged} ${ragged === 1 ? 'row has' : 'rows have'} more or fewer cells than the first.`)
  return { header, rows, cut: text.length > MOST || read.length > ROWS, faults: [...faults].slice(0, 5) }
}

const saidOf = ({ message, row }: { message: string; row?: number }) =>
  row === undefined ? `${message}.` : `Row ${row + 1}: ${message}.`
