import Skeleton from '@mui/material/Skeleton'
import { flexRender, type Row as TableRow, type RowData } from '@tanstack/react-table'
import { memo } from 'react'
import type { features } from './table-columns.ts'
import type { Selection } from './selection.ts'

type Props<Row extends RowData> = {
  row: TableRow<typeof features, Row>
  index: number
  /** Unused by the row; makes it render again when columns change. */
  columns: unknown
  checked: boolean | undefined
  name: string
  selection: Selection | undefined
}

function PlainRow<Row extends RowData>({ row, index, checked, name, selection }: Props<Row>) {
  const toggle = () => {
    const ids = new Set(selection?.ids)
    if (!ids.delete(row.id)) ids.add(row.id)
    selection?.onChange(ids)
  }
  return (
    <tr aria-rowindex={index + 2} data-index={index} data-checked={checked || undefined} tabIndex={-1}>
      {selection && (
        <td className="check">
          <input type="checkbox" aria-label={`Select ${name}`} checked={checked ?? false} onChange={toggle} />
        </td>
      )}
      {row.getAllCells().map((cell) => (
        <td
          key={cell.id}
          data-align={cell.column.columnDef.meta?.align}
          data-pinned={cell.column.columnDef.meta?.pinned || undefined}
        >
          {flexRender(cell.column.columnDef.cell, cell.getContext())}
        </td>
      ))}
    </tr>
  )
}
/** The table renders at every scroll step; memo skips rows that stay in view. */
export const BodyRow = memo(PlainRow) as typeof PlainRow // memo drops the type parameter

/** Fills the space of the rows above or below the view. */
export function Gap({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null
  return (
    <tr aria-hidden className="gap">
      <td colSpan={columns} style={{ height }} aria-label="Rows out of view" />
    </tr>
  )
}

export function SkeletonRows({ columns }: { columns: number }) {
  return Array.from({ length: 12 }, (_, row) => (
    <tr key={row} aria-hidden>
      {Array.from({ length: columns }, (_, column) => (
        <td key={column}>
          <Skeleton variant="text" width={`${40 + ((row * 7 + column * 13) % 45)}%`} />
        </td>
      ))}
    </tr>
  ))
}
