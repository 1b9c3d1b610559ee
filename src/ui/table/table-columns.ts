import type { ReactNode } from 'react'

/** One column of a DataTable. */
export type Column<Row> = {
  /** Value in the URL when sorted by this column. */
  id: string
  header: string
  cell: (row: Row) => ReactNode
  /** The value to sort by; without it the column is not sortable. Numbers start descending, text ascending. */
  sortBy?: (row: Row) => string | number | undefined
  /** `sortBy` gives keys of numbers (numeric-text.ts), to compare as they are. */
  sortsKeys?: boolean
  /** Minimum width in px; 160 by default. */
  width?: number
  /** Takes the remaining width, in equal parts with others that grow; by default the first column does. */
  grows?: boolean
  /** Numbers align right. */
  align?: 'right'
  /** Sticky during horizontal scrolling: `true` for the first column, `end` for the last, which a phone has no room for. */
  pinned?: true | 'end'
  /** Explains the header on hover. */
  hint?: string
  /** Holds only controls, which are of no use on paper. */
  isControls?: boolean
}
/** The column that the rows are sorted by, if any. */
export type SortingState = readonly { id: string; desc: boolean }[]

export const widthOf = ({ width = 160 }: { width?: number }): number => width
export const widthOfAll = (columns: readonly { width?: number }[]): number =>
  columns.reduce((sum, column) => sum + widthOf(column), 0)

/** Pixels of the first column where it stays in view on a phone, in two lines (table.css): two columns of numbers fit beside it. */
const ON_PHONE = 140
export const onPhone = <Row>(columns: readonly Column<Row>[]): Column<Row>[] =>
  columns.map((column) => (column.pinned === true ? { ...column, width: Math.min(widthOf(column), ON_PHONE) } : column))
