import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { Maximize2 } from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import { onDemand } from '../../ui/feedback/on-demand.tsx'
import { IconButton } from '../../ui/controls/IconButton.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { usePrinting } from '../../ui/print/printing.ts'
import { areNumbers, numberKey } from '../../ui/table/numeric-text.ts'
import type { Column, SortingState } from '../../ui/table/table-columns.ts'
import type { Cell } from '../json/json.ts'
import { formatCount } from '../../ui/text/format-count.ts'

const RowDialog = onDemand(async () => (await import('./RowDialog.tsx')).RowDialog)

type Row = { cells: readonly Cell[]; id: string }
type Props = {
  header: readonly string[]
  rows: readonly (readonly Cell[])[]
  /** More about each column, such as its type. */
  hints?: readonly string[]
  /** Draws a picture that a cell names. */
  picture?: (path: string, alt: string) => ReactNode
}

/** Rows as a table that sorts by every column, numbers as numbers; each row can be seen whole. */
export function RowsTable({ header, rows, hints, picture }: Props) {
  const [sorting, setSorting] = useState<SortingState>([])
  const [opened, setOpened] = useState<Row>()
  const isPrinting = usePrinting()
  const names = useMemo(() => header.map((name, index) => name || `column ${index + 1}`), [header])
  const columns = useMemo(
    () => [...columnsOf(names, rows, hints, picture, isPrinting), wholeRow(setOpened)],
    [names, rows, hints, picture, isPrinting],
  )
  const lines = useMemo(() => rows.map((cells, index) => ({ cells, id: String(index) })), [rows])
  return (
    <>
      <Typography variant="body2" color="textSecondary" sx={{ mb: 2 }}>
        {counted(rows.length, 'row')}, {counted(header.length, 'column')}
        {header.length > MOST_COLUMNS && !isPrinting && `, showing the first ${MOST_COLUMNS}`}
      </Typography>
      <DataTable<Row>
        label="Rows of the file"
        columns={columns}
        rows={lines}
        rowId={({ id }) => id}
        sorting={sorting}
        onSort={setSorting}
        sortsHere
      />
      {opened && (
        <RowDialog
          number={Number(opened.id) + 1}
          names={names}
          cells={opened.cells}
          picture={picture}
          onClose={() => setOpened(undefined)}
        />
      )}
    </>
  )
}

/** Every column is rendered for every row in view. */
const MOST_COLUMNS = 100

const counted = (count: number, what: string) => `${formatCount(count)} ${what}${count === 1 ? '' : 's'}`

/** Column widths that fit the first rows; the widest takes the remaining width. */
function columnsOf(
  names: readonly string[],
  rows: Props['rows'],
  hints: Props['hints'],
  picture: Props['picture'],
  isWhole: boolean,
) {
  const columns = names
    .slice(0, isWhole ? Infinity : MOST_COLUMNS)
    .map((name, index) => columnOf(name, index, rows, hints?.[index], picture, isWhole))
  const widest = Math.max(...columns.map(({ width = 0 }) => width))
  const growing = columns.findIndex(({ width }) => width === widest)
  return columns.map((column, index) => (index === growing ? { ...column, grows: true } : column))
}

function columnOf(
  name: string,
  index: number,
  rows: Props['rows'],
  hint: string | undefined,
  picture: Props['picture'],
  isWhole: boolean,
): Column<Row> {
  const isNumeric = areNumbers(rows.map(({ [index]: cell }) => textOf(cell)))
  const letters = Math.max(name.length + 3, ...rows.slice(0, 100).map(({ [index]: cell }) => textOf(cell)?.length ?? 4))
  return {
    id: String(index),
    header: name,
    cell: ({ cells: { [index]: cell } }) =>
      typeof cell === 'object' && cell !== null && picture
        ? picture(cell.picture, name)
        : cellOf(textOf(cell), isWhole),
    sortBy({ cells: { [index]: cell } }) {
      const text = textOf(cell)
      return !text ? undefined : isNumeric ? numberKey(text) : text
    },
    sortsKeys: isNumeric,
    // Right-aligned numbers in a column that grows would be far from their neighbours.
    ...(isNumeric && index > 0 ? { align: 'right' as const } : {}),
    ...(hint ? { hint: `${name}: ${hint}` } : {}),
    width: Math.min(Math.max(letters * LETTER + 24, 80), 320),
  }
}

/** A cell's text; undefined where it has no value. */
const textOf = (cell: Cell | undefined): string | undefined =>
  cell === null || cell === undefined ? undefined : typeof cell === 'string' ? cell : cell.picture

const wholeRow = (open: (row: Row) => void): Column<Row> => ({
  id: 'whole',
  header: 'Row',
  width: 52,
  pinned: 'end',
  isControls: true,
  hint: 'Shows every value of the row in full',
  cell: (row) => (
    <IconButton label={`Show row ${Number(row.id) + 1}`} onClick={() => open(row)}>
      <Maximize2 size={14} aria-hidden />
    </IconButton>
  ),
})

/** Only text that is cut off has a tooltip: thousands of cells are drawn while scrolling. */
function cellOf(text: string | undefined, isWhole: boolean) {
  if (text === undefined)
    return (
      <Box component="span" sx={{ color: 'text.secondary', fontStyle: 'italic' }}>
        null
      </Box>
    )
  return isWhole || text.length <= FITS ? text : <span title={text.slice(0, 2000)}>{text.slice(0, 500)}</span>
}

/** Letters that every column has room for. */
const FITS = 8

/** Approximate width of a character in px. */
const LETTER = 7.5
