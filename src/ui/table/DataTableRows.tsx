import Skeleton from '@mui/material/Skeleton'
import { memo } from 'react'
import type { Selection } from './selection.ts'
import type { Drawn } from './wide-columns.ts'

type Props<Row> = {
  row: Row
  id: string
  index: number
  drawn: readonly Drawn<Row>[]
  /** Not all of them are drawn. */
  isWide: boolean
  checked: boolean | undefined
  name: string
  selection: Selection | undefined
}

function PlainRow<Row>({ row, id, index, drawn, isWide, checked, name, selection }: Props<Row>) {
  const toggle = () => {
    const ids = new Set(selection?.ids)
    if (!ids.delete(id)) ids.add(id)
    selection?.onChange(ids)
  }
  return (
    <tr aria-rowindex={index + 2} data-index={index} data-checked={checked || undefined} tabIndex={-1}>
      {selection && (
        <td className="check" aria-colindex={isWide ? 1 : undefined}>
          <input type="checkbox" aria-label={`Select ${name}`} checked={checked ?? false} onChange={toggle} />
        </td>
      )}
      {drawn.map((it) => {
        if ('gap' in it) return <td key={it.gap} aria-hidden />
        const { pinned, cell } = it.column
        return (
          <td key={it.column.id} aria-colindex={it.place} data-align={it.align} data-pinned={pinned || undefined}>
            {/* Not as a component: new columns would mount it anew, and close what is open in it. */}
            {cell(row)}
          </td>
        )
      })}
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
