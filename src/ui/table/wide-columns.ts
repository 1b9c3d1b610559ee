import { type Range, useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useMemo } from 'react'
import { CHECK_WIDTH } from './row-size.ts'
import { type Column, widthOf, widthOfAll } from './table-columns.ts'
import { withKept } from '../drawn-range.ts'

/**
 * A column that is drawn, by its index among all, its aria-colindex if some are not, and its `data-align` (table.css), or the width of
 * some side by side that are not.
 */
export type Drawn<Row> =
  | { column: Column<Row>; index: number; place?: number; align: 'right' | 'after-right' | undefined }
  | { gap: string; width: number }

/** A table with no more columns draws all of them, on a phone too: the browser's search and screen readers find only what is drawn. */
const FEW = 40

/**
 * Returns the columns to draw: all, or in a table wider than two windows, with more than 40 columns, those in view, that with the focus and
 * the pinned ones. `isWide` says which. `hasChecks` if a column of checkboxes stands before the first.
 */
export function useWideColumns<Row>(
  columns: readonly Column<Row>[],
  scroller: RefObject<HTMLElement | null>,
  hasChecks: boolean,
): { drawn: readonly Drawn<Row>[]; isWide: boolean } {
  const first = columns.findIndex(({ pinned }) => pinned !== true)
  const last = columns.findLastIndex(({ pinned }) => pinned !== 'end')
  const middle = useMemo(() => columns.slice(first, last + 1), [columns, first, last])
  const before = hasChecks ? CHECK_WIDTH : 0
  const firstPlace = hasChecks ? 2 : 1
  const isWide = columns.length > FEW && before + widthOfAll(columns) > 2 * window.innerWidth
  // oxlint-disable-next-line react/incompatible-library -- a warning for the React Compiler, which is not in use
  const virtual = useVirtualizer({
    horizontal: true,
    enabled: isWide,
    count: middle.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => widthOf(middle[index] ?? {}),
    getItemKey: useCallback((index: number) => middle[index]?.id ?? index, [middle]), // others have other widths
    paddingStart: before + widthOfAll(columns.slice(0, first)),
    overscan: 1,
    rangeExtractor: useCallback(
      (range: Range) => withFocused(range, focusedPlace(scroller.current) - firstPlace - first),
      [scroller, firstPlace, first],
    ),
    useFlushSync: false, // as DataTable's
    initialRect: { width: window.innerWidth, height: window.innerHeight },
  })
  const indexes = virtual.getVirtualIndexes()
  const drawn = useMemo(() => {
    const inView = new Set(indexes.map((index) => first + index))
    const result: Drawn<Row>[] = []
    for (const [index, column] of columns.entries()) {
      const previous = result.at(-1)
      const align = column.align ?? (columns[index - 1]?.align && 'after-right')
      if (!isWide) result.push({ column, index, align })
      else if (index < first || index > last || inView.has(index))
        result.push({ column, index, place: firstPlace + index, align })
      else if (previous && 'gap' in previous) previous.width += widthOf(column)
      // Named by a column, it keeps its order among them: React would move an element to its new place, and that takes the focus away.
      else result.push({ gap: `columns from ${column.id}`, width: widthOf(column) })
    }
    const gap = result.findLast((it) => 'gap' in it)
    if (gap && 'gap' in gap && !inView.has(last)) gap.gap = 'columns after' // the same element at each step
    return result
  }, [columns, isWide, first, last, firstPlace, indexes])
  return { drawn, isWide }
}

/** The aria-colindex of the column that has the focus, or NaN. */
function focusedPlace(scroller: HTMLElement | null): number {
  const focused = scroller?.contains(document.activeElement) ? document.activeElement : null
  return Number(focused?.closest('[aria-colindex]')?.getAttribute('aria-colindex') ?? NaN)
}

/** The range, and the column at `focused` with its neighbours, so that Tab leads on from there. */
const withFocused = (range: Range, focused: number): number[] => withKept(range, [focused - 1, focused, focused + 1])
