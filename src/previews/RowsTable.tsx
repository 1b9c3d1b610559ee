import { useMemo, useState } from 'react'
import Typography from '@mui/material/Typography'
import type { Column, SortingState } from '../ui/columns.ts'
import { DataTable } from '../ui/DataTable.tsx'

type Cells = { cells: string[]; id: string }

/** Rows of text as a table that sorts by every column; numbers as numbers, aligned right. */
export function RowsTable({ header, rows }: { header: string[]; rows: string[][] }) {
  const [sorting, setSorting] = useState<SortingState>([])
  const columns = useMemo(() => header.map((name, index) => columnOf(name, index, rows)), [header, rows])
  const lines = useMemo(() => rows.map((cells, index) => ({ cells, id: String(index) })), [rows])
  return (
    <>
      <Typography variant="body2" color="textSecondary" sx={{ mb: 2 }}>
        {rows.length} rows, {header.length} columns
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

function columnOf(name: string, index: number, rows: string[][]): Column<Cells> {
  const text = ({ cells }: Cells) => cells[index] ?? ''
  const numeric = rows.every(({ [index]: cell = '' }) => cell === '' || !Number.isNaN(Number(cell)))
  return {
    id: String(index),
    header: name || `column ${index + 1}`,
    cell: (row) => <span title={text(row)}>{text(row)}</span>,
    sortBy: (row) => (text(row) === '' ? undefined : numeric ? Number(text(row)) : text(row)),
    // The first column takes the width that is left: numbers flush right would stand far from their heading's start.
    ...(numeric && index > 0 ? { align: 'right' as const } : {}),
    width: 140,
  }
}
