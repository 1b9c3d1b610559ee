import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useMemo } from 'react'
import { type Column, widthOf } from './table-columns.ts'

/** A column that is drawn, by its place among all, or the width of some side by side that are not. */
export type Drawn<Row> = { column: Column<Row>; index: number } | { gap: string; width: number }

type Sized = Pick<Column<never>, 'width'>
const widthAt = (column: Sized | undefined) => widthOf({ meta: column ?? {} })
const widthOfAll = (columns: readonly Sized[]) => columns.reduce((sum, column) => sum + widthAt(column), 0)

/**
 * The columns of a table that are drawn: all of them, or of a table wider than two windows those in view and the pinned ones at its ends.
 * `isWide` says which. `before` is the width of what stands before the first.
 */
export function useWideColumns<Row>(
  columns: readonly Column<Row>[],
  scroller: RefObject<HTMLElement | null>,
  before: number,
): { drawn: readonly Drawn<Row>[]; isWide: boolean } {
  const first = columns.findIndex(({ pinned }) => pinned !== true)
  const last = columns.findLastIndex(({ pinned }) => pinned !== 'end')
  const middle = useMemo(() => columns.slice(first, last + 1), [columns, first, last])
  const isWide = before + widthOfAll(columns) > 2 * window.innerWidth
  // oxlint-disable-next-line react/incompatible-library -- a warning for the React Compiler, which is not in use
  const virtual = useVirtualizer({
    horizontal: true,
    enabled: isWide,
    count: middle.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => widthAt(middle[index]),
    getItemKey: useCallback((index: number) => middle[index]?.id ?? index, [middle]), // others have other widths
    paddingStart: before + widthOfAll(columns.slice(0, first)),
    overscan: 1,
    useFlushSync: false, // as DataTable's
    initialRect: { width: window.innerWidth, height: window.innerHeight },
  })
  const items = isWide ? virtual.getVirtualItems() : undefined
  const from = first + (items?.[0]?.index ?? 0)
  const to = first + (items?.at(-1)?.index ?? middle.length - 1)
  const drawn = useMemo(() => {
    const part = (start: number, end: number) =>
      columns.slice(start, end).map((column, at) => ({ column, index: start + at }))
    const gap = (name: string, start: number, end: number) =>
      start < end ? [{ gap: name, width: widthOfAll(columns.slice(start, end)) }] : []
    return [
      ...part(0, first),
      ...gap('columns before', first, from),
      ...part(from, to + 1),
      ...gap('columns after', to + 1, last + 1),
      ...part(last + 1, columns.length),
    ]
  }, [columns, first, from, to, last])
  return { drawn, isWide }
}
