import Box from '@mui/material/Box'
import type { Column } from '../table/table-columns.ts'
import { columnGroups, widthOf } from './column-groups.ts'
import { MOST_PRINTED, printedPart } from './paged-list.ts'

type Props<Row> = {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowId: (row: Row) => string
  /** The server has more rows than were loaded. */
  hasMore: boolean
}

/** A table on paper: every loaded row, and as many tables below each other as its columns need. */
export function PrintedTable<Row>({ label, columns, rows, rowId, hasMore }: Props<Row>) {
  const shown = columns.filter(({ isControls }) => !isControls)
  const part = printedPart(rows.length, hasMore, 'rows')
  return (
    <>
      {part && <p>{part}</p>}
      {columnGroups(shown).map((group, at) => (
        <Box component="table" key={group.map(({ id }) => id).join()} aria-label={label} sx={table} data-printed="">
          <colgroup>
            {group.map((column) => (
              <col key={column.id} style={{ width: `${(widthOf(column) / sum(group)) * 100}%` }} />
            ))}
          </colgroup>
          <thead>
            <tr>
              {group.map(({ id, header, align }) => (
                <th key={id} scope="col" data-align={align}>
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, MOST_PRINTED).map((row) => (
              <tr key={rowId(row)}>
                {group.map(({ id, align, cell }, column) => (
                  <td key={id} data-align={align} data-repeated={(at > 0 && column === 0) || undefined}>
                    {cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </Box>
      ))}
    </>
  )
}

const sum = <Row,>(group: readonly Column<Row>[]) => group.reduce((all, column) => all + widthOf(column), 0)

const table = {
  width: '100%',
  tableLayout: 'fixed',
  borderCollapse: 'collapse',
  typography: 'body2',
  fontVariantNumeric: 'tabular-nums',
  mb: 6,
  '& th, & td': { p: 1, pr: 2, textAlign: 'left', verticalAlign: 'top', borderBottom: 1, borderColor: 'divider' },
  '& th': { color: 'text.secondary', fontWeight: 500 },
  '& [data-align=right]': { textAlign: 'right' },
  '& a': { color: 'inherit' },
} as const
