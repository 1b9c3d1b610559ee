import Typography from '@mui/material/Typography'
import { useMemo, useState } from 'react'
import type { Column, SortingState } from '../ui/columns.ts'
import { DataTable } from '../ui/DataTable.tsx'

type Cells = { cells: readonly string[]; id: string }
type Props = {
  header: readonly string[]
  rows: readonly (readonly string[])[]
  /** What else is known of each column, such as its type. */
  hints?: readonly string[]
}

/** Rows of text as a table that sorts by every column; numbers as numbers, aligned right. */
export function RowsTable({ header, rows, hints }: Props) {
  const [sorting, setSorting] = useState<SortingState>([])
  const columns = useMemo(
    () => header.slice(0, MOST_COLUMNS).map((name, index) => columnOf(name, index, rows, hints?.[index])),
    [header, rows, hints],
  )
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

/** Each is drawn for every row in view. */
const MOST_COLUMNS = 100

const counted = (count: number, what: string) => `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`

function columnOf(name: string, index: number, rows: Props['rows'], hint?: string): Column<Cells> {
  const text = ({ cells }: Cells) => cells[index] ?? ''
  const numeric = rows.every(({ [index]: cell = '' }) => cell === '' || !Number.isNaN(Number(cell)))
  return {
    id: String(index),
    header: name || `column ${index + 1}`,
    cell: (row) => <span title={text(row)}>{text(row)}</span>,
    sortBy: (row) => (text(row) === '' ? undefined : numeric ? Number(text(row)) : text(row)),
    // The first column takes the width that is left: numbers flush right would stand far from their heading's start.
    ...(numeric && index > 0 ? { align: 'right' as const } : {}),
    ...(hint ? { hint } : {}),
    width: 140,
  }
}
