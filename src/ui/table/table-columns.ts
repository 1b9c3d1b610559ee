import {
  type ColumnDef,
  createSortedRowModel,
  type RowData,
  rowSortingFeature,
  type SortingState,
  sortFn_alphanumeric,
  sortFn_text,
  tableFeatures,
} from '@tanstack/react-table'
import type { ReactNode } from 'react'

/** One column of a DataTable. */
export type Column<Row> = {
  /** What stands in the URL when sorted by this column. */
  id: string
  header: string
  cell: (row: Row) => ReactNode
  /** What the column sorts by: left out, it does not sort. Numbers start downwards, text upwards. */
  sortBy?: (row: Row) => string | number | undefined
  /** Least width in px, 160 if not said. */
  width?: number
  /** Takes the width that is left over; the first column does if none says so. */
  grows?: boolean
  /** Numbers align right. */
  align?: 'right'
  /** Stays in view while the table scrolls sideways: `true` for the first one, `end` for the last. */
  pinned?: true | 'end'
  /** On hover, where the header alone is too short. */
  hint?: string
}
export type { SortingState }

export const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, text: sortFn_text },
  columnMeta: {} as Pick<Column<never>, 'width' | 'grows' | 'align' | 'pinned' | 'hint'>, // read for its type only
})

/** The same columns in the words of TanStack Table. */
export function tableColumns<Row extends RowData>(
  columns: readonly Column<Row>[],
): ColumnDef<typeof features, Row, unknown>[] {
  return columns.map(({ id, header, cell, sortBy, ...meta }) => ({
    id,
    header,
    meta,
    accessorFn: sortBy ?? (() => undefined),
    enableSorting: sortBy !== undefined,
    sortUndefined: 'last',
    cell: ({ row }) => cell(row.original),
  }))
}

export const widthOf = ({ meta }: { meta?: { width?: number } }): number => meta?.width ?? 160
