import Box from '@mui/material/Box'
import type { Column } from '../table/table-columns.ts'
import { columnGroups, widthOf } from './column-groups.ts'

type Props<Row> = {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowId: (row: Row) => string
  /** The server has more rows than were loaded. */
  hasMore: boolean
}

/** More would take the browser minutes to lay out. */
const MOST = 10_000

/** A table on paper: every loaded row, and as many tables below each other as its columns need. */
export function PrintedTable<Row>({ label, columns, rows, rowId, hasMore }: Props<Row>) {
  const shown = columns.filter(({ isControls }) => !isControls)
  const isPart = hasMore || rows.length > MOST
  return (
    <>
      {columnGroups(shown).map((group) => (
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
            {rows.slice(0, MOST).map((row) => (
              <tr key={rowId(row)}>
                {group.map(({ id, align, cell }) => (
                  <td key={id} data-align={align}>
                    {cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </Box>
      ))}
      {isPart && <p>These are the first {Math.min(rows.length, MOST)} rows. To print more, scroll down first.</p>}
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
