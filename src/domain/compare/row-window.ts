import { type Range, useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useMemo } from 'react'
import { withKept } from '../../ui/drawn-range.ts'
import type { ComparedRow } from './compared.ts'

/** A line of the table: a group's name, or a row of it. */
export type Line = { id: string; group: string } | { id: string; row: ComparedRow }
/** `above`: pixels of lines before it that are not drawn. `index`: its place among all lines. */
export type DrawnLine = { line: Line; index: number; above: number }

/** More lines than this are drawn only where they are in view: the browser's search finds only what is drawn. */
const MANY = 100
/** Pixels of a line with one line of text; others are measured. */
const USUAL_HEIGHT = 33

export const linesOf = (rows: readonly ComparedRow[]): Line[] =>
  [...Map.groupBy(rows, ({ group }) => group)].flatMap(([group, members]): Line[] => [
    { id: `group ${group}`, group },
    ...members.map((row) => ({ id: row.id, row })),
  ])

export const allLines = (lines: readonly Line[]): DrawnLine[] => lines.map((line, index) => ({ line, index, above: 0 }))

/** The lines that are drawn, and the height of those below them that are not. `measure` takes each of their elements, if only some are. */
export function useRowWindow(rows: readonly ComparedRow[], scroller: RefObject<HTMLElement | null>) {
  const lines = useMemo(() => linesOf(rows), [rows])
  const isPart = lines.length > MANY
  // oxlint-disable-next-line react/incompatible-library -- a warning for the React Compiler, which is not in use
  const virtual = useVirtualizer({
    enabled: isPart,
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => USUAL_HEIGHT,
    getItemKey: useCallback((index: number) => lines[index]?.id ?? index, [lines]), // heights stay known
    overscan: 4, // the head covers some
    rangeExtractor: useCallback((range: Range) => withFocused(range, scroller.current), [scroller]),
    useFlushSync: false, // as DataTable's
    initialRect: { width: window.innerWidth, height: window.innerHeight },
  })
  if (!isPart) return { lines: allLines(lines), count: undefined, below: 0, measure: undefined }
  const drawn: DrawnLine[] = []
  let end = 0
  for (const item of virtual.getVirtualItems()) {
    const line = lines[item.index]
    if (line) drawn.push({ line, index: item.index, above: item.start - end })
    end = item.end
  }
  return { lines: drawn, count: lines.length, below: virtual.getTotalSize() - end, measure: virtual.measureElement }
}

/** The range, and the line with the focus and two on each side, so that Tab leads on from there: one may be the name of a group. */
function withFocused(range: Range, scroller: HTMLElement | null): number[] {
  const focused = scroller?.contains(document.activeElement)
    ? document.activeElement?.closest<HTMLElement>('tr[data-index]')
    : undefined
  const at = Number(focused?.dataset['index'] ?? NaN)
  return withKept(range, [at - 2, at - 1, at, at + 1, at + 2])
}
