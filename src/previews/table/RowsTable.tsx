import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useMemo, useState } from 'react'
import type { Column, SortingState } from '../../ui/table/table-columns.ts'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { CellText } from '../json/json.ts'

type Cells = { cells: readonly CellText[]; id: string }
type Props = {
  header: readonly string[]
  rows: readonly (readonly CellText[])[]
  /** More about each column, such as its type. */
  hints?: readonly string[]
}

/** Rows of text as a sortable table; numbers sort as numbers and align right. */
export function RowsTable({ header, rows, hints }: Props) {
  const [sorting, setSorting] = useState<SortingState>([])
  const columns = useMemo(() => columnsOf(header, rows, hints), [header, rows, hints])
  const lines = useMemo(() => rows.map((cells, index) => ({ cells, id: String(index) })), [rows])
  return (
    <>
      <Typography variant="body2" color="textSecondary" sx={{ mb: 2 }}>
        {counted(rows.length, 'row')}, {counted(header.length, 'column')}
        {header.length > MOST_COLUMNS && `, of which the first ${MOST_COLUMNS} are shown`}
      </Typography>
      <DataTable<Cells>
        label="Rows of the file"
        columns={columns}
        rows={lines}
        rowId={({ id }) => id}
        sorting={sorting}
        onSort={setSorting}
        sortsHere
      />
    </>
  )
}

/** Every column is rendered for every row in view. */
const MOST_COLUMNS = 100

const counted = (count: number, what: string) => `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`

/** Column widths that fit the first rows; the widest takes the remaining width. */
function columnsOf(header: Props['header'], rows: Props['rows'], hints: Props['hints']): Column<Cells>[] {
  const columns = header.slice(0, MOST_COLUMNS).map((name, index) => columnOf(name, index, rows, hints?.[index]))
  const widest = Math.max(...columns.map(({ width = 0 }) => width))
  const growing = columns.findIndex(({ width }) => width === widest)
  return columns.map((column, index) => (index === growing ? { ...column, grows: true } : column))
}

function columnOf(name: string, index: number, rows: Props['rows'], hint?: string): Column<Cells> {
  const text = ({ cells }: Cells) => cells[index] ?? ''
  const numeric = rows.every(({ [index]: cell }) => !cell || !Number.isNaN(Number(cell)))
  const letters = Math.max(name.length + 3, ...rows.slice(0, 100).map(({ [index]: cell }) => cell?.length ?? 4))
  return {
    id: String(index),
    header: name || `column ${index + 1}`,
    cell: ({ cells }) => cellOf(cells[index]),
    sortBy: (row) => (text(row) === '' ? undefined : numeric ? Number(text(row)) : text(row)),
    // Right-aligned numbers in a growing column would be far from their neighbours.
    ...(numeric && index > 0 ? { align: 'right' as const } : {}),
    ...(hint ? { hint: `${name}: ${hint}` } : {}),
    width: Math.min(Math.max(letters * LETTER + 24, 80), 320),
  }
}

/** A hint only for cells that are cut: thousands of cells render while scrolling. */
const cellOf = (text: CellText | undefined) =>
  text === null ? (
    <Box component="span" sx={{ color: 'text.secondary', fontStyle: 'italic' }}>
      null
    </Box>
  ) : text === undefined || text.length <= FITS ? (
    text
  ) : (
    <span title={text.slice(0, 2000)}>{text.slice(0, 500)}</span>
  )
/** Characters that fit in every column. */
const FITS = 8

/** Approximate width of a character in px. */
const LETTER = 7.5
