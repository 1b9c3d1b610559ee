import Box from '@mui/material/Box'
import type { Column } from '../table/table-columns.ts'
import { columnGroups, widthOf } from './column-groups.ts'
import { MOST_PRINTED } from './paged-list.ts'

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
  const printed = Math.min(rows.length, MOST_PRINTED)
  return (
    <>
      {(hasMore || printed < rows.length) && <p>{partText(printed, rows.length, hasMore)}</p>}
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

/** Says how many of how many rows are printed, and how to print the others. */
function partText(printed: number, loaded: number, hasMore: boolean): string {
  const first = printed.toLocaleString('en')
  if (printed < MOST_PRINTED)
    return `The first ${first} rows are printed. There are more: press Ctrl+P to print them too.`
  const all = hasMore ? `more than ${loaded.toLocaleString('en')}` : loaded.toLocaleString('en')
  return `${first} of ${all} rows are printed. Filter the list to print others.`
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
