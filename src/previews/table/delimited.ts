import { parse } from 'papaparse'

type Delimited = {
  header: string[]
  /** Up to as many rows as a table holds. */
  rows: string[][]
  /** Whether more rows follow. */
  cut: boolean
  /** Comment lines, which are not rows. */
  comments: string[]
  /** Errors in words; rows are shown as far as they could be read. */
  faults: string[]
}

/** Limits on characters and rows: more of either would freeze the page for seconds. */
const MOST = 8_000_000
const ROWS = 50_000

/**
 * Parses CSV or TSV; the first row names the columns. The table is as wide as its widest row. If every row has one cell
 * more than the header, the first cell is the row's name, as R writes it. Lines starting with `#` are comments, unless
 * they name the columns. A truncated text loses its last, partial row.
 */
export function readDelimited(text: string, { tabs, whole }: { tabs: boolean; whole: boolean }): Delimited {
  const isWhole = whole && text.length <= MOST
  const { body, delimiter, comments } = splitHead(text.slice(0, MOST))
  const { data, errors, meta } = parse(body, {
    delimiter: delimiter ?? (tabs ? '\t' : ''),
    skipEmptyLines: true,
    preview: ROWS + 2, // plus the header and one row that shows that more follow
  })
  const lines = isWhole || meta.truncated ? data : data.slice(0, -1)
  const named = namedByComment(comments.at(-1), lines, meta.delimiter)
  const [header = [], ...read] = named ? [named, ...lines] : lines
  const noted = named ? comments.slice(0, -1) : comments
  const isComment = (row: string[]) => row.length === 1 && header.length > 1 && row[0]?.startsWith('#')
  const rows = read.filter((row) => !isComment(row)).slice(0, ROWS)
  const faults = new Set(errors.filter(({ type }) => type === 'Quotes' && isWhole).map(saidOf))
  const width = rows.reduce((most, { length }) => Math.max(most, length), header.length)
  const isNamed = rows.length > 0 && rows.every(({ length }) => length === header.length + 1)
  const columns = isNamed ? ['', ...header] : [...header, ...Array.from({ length: width - header.length }, () => '')]
  const ragged = isNamed ? 0 : rows.filter(({ length }) => length !== header.length).length
  if (ragged > 0) faults.add(`${ragged} ${ragged === 1 ? 'row has' : 'rows have'} more or fewer cells than the first.`)
  return {
    header: columns,
    rows,
    cut: text.length > MOST || read.length > ROWS,
    comments: [...noted, ...read.filter(isComment).map(([line = '']) => line)],
    faults: [...faults].slice(0, 5),
  }
}

/** Removes what comes before the table: a byte order mark, the `sep=` line of spreadsheets, and comment lines. */
function splitHead(text: string): { body: string; delimiter?: string; comments: string[] } {
  const plain = text.replace(/^\uFEFF/, '')
  const [line = '', delimiter] = /^"?sep=(.)"?\r?\n/i.exec(plain) ?? []
  const [block = ''] = /^(?:[ \t]*(?:#[^\n]*)?\n)+/.exec(plain.slice(line.length)) ?? []
  const comments = block
    .split('\n')
    .filter((comment) => comment.trim() !== '')
    .map((comment) => comment.trimEnd())
  return { body: plain.slice(line.length + block.length), ...(delimiter && { delimiter }), comments }
}

/** The column names in the last comment, if it is the header: `#chrom` before words, or `# x,y` before numbers only. */
function namedByComment(
  comment: string | undefined,
  [first = []]: string[][],
  delimiter: string,
): string[] | undefined {
  if (!comment || first.length < 2) return undefined
  const names = comment.split(delimiter)
  const isBeforeNumbers = first.every((cell) => cell.trim() !== '' && !Number.isNaN(Number(cell)))
  if (names.length !== first.length || (/^#\s/.test(comment) && !isBeforeNumbers)) return undefined
  return isBeforeNumbers ? comment.replace(/^#\s*/, '').split(delimiter) : names
}

const saidOf = ({ message, row }: { message: string; row?: number }) =>
  row === undefined ? `${message}.` : `Row ${row + 1}: ${message}.`
