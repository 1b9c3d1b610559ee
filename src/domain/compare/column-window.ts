import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { NARROW, useMedia } from '../../ui/layout/use-media.ts'

/** Pixels of the column of names, and of each of the others. */
export const WIDE = { names: 180, values: 160 }
/** Two values fit beside their names, on a phone of 360 pixels too. */
const ON_PHONE = { names: 104, values: 112 }

/** More columns than this are drawn only where they are in view. */
const MANY = 40

/** The columns that are drawn, and the width of those on either side that are not. */
export function useColumnWindow<Column>(columns: readonly Column[]) {
  const scroller = useRef<HTMLDivElement>(null)
  const widths = useMedia(NARROW) ? ON_PHONE : WIDE
  // oxlint-disable-next-line react/incompatible-library -- a warning for the React Compiler, which is not in use
  const virtual = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => widths.values,
    paddingStart: widths.names, // when it changes, all are measured again
    overscan: 3,
    enabled: columns.length > MANY,
  })
  if (columns.length <= MANY) return { scroller, columns, widths, before: 0, after: 0 }
  const items = virtual.getVirtualItems()
  const [first = 0, last = 0] = [items[0]?.index, items.at(-1)?.index]
  return {
    scroller,
    columns: columns.slice(first, last + 1),
    widths,
    before: first * widths.values,
    after: (columns.length - 1 - last) * widths.values,
  }
}

/** Columns that are readable side by side on paper. */
const ON_PAPER = 5

/** The columns of each table on paper, of which none is wider than it. */
export const paperTables = <Column>(columns: readonly Column[]): Column[][] =>
  Array.from({ length: Math.ceil(columns.length / ON_PAPER) }, (_, at) =>
    columns.slice(at * ON_PAPER, (at + 1) * ON_PAPER),
  )
