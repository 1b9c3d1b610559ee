import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, type RefObject, useCallback } from 'react'
import { usePrinting } from '../print/printing.ts'
import { usePagePlace } from './page-place.ts'

/** What the element of an entry gets, if only some are drawn. */
export type EntryPlace = {
  ref: (element: Element | null) => void
  'data-index': number
  'aria-posinset': number
  'aria-setsize': number
  style: CSSProperties
}
export type DrawnEntry = { index: number; place?: EntryPlace }

/** More entries than this are drawn only where they are in view: the browser's search finds only what is drawn. */
const MANY = 100

/**
 * The entries to draw of a `list` that scrolls with the page: of many those in view, with the space of the others around them; on paper
 * all. `ids`: those of all entries, a new array only if they change. `height`: of an entry in px, before it is measured.
 */
export function usePageWindow(
  list: RefObject<HTMLElement | null>,
  ids: readonly (string | number)[],
  { height, hasMore }: { height: number; hasMore: boolean },
): { entries: DrawnEntry[]; style?: CSSProperties } {
  const isPrinting = usePrinting()
  const isPart = ids.length > MANY && !isPrinting
  const { top } = usePagePlace(list, ids.length > 0)
  // oxlint-disable-next-line react/incompatible-library -- a warning for the React Compiler, which is not in use
  const virtual = useWindowVirtualizer({
    enabled: isPart,
    count: ids.length,
    estimateSize: () => height,
    getItemKey: useCallback((index: number) => ids[index] ?? index, [ids]), // heights stay known
    overscan: 4,
    rangeExtractor: useCallback((range: Range) => withOpen(range, list.current), [list]),
    scrollMargin: top,
    useFlushSync: false, // as DataTable's
    initialRect: { width: window.innerWidth, height: window.innerHeight },
  })
  if (!isPart) return { entries: ids.map((_, index) => ({ index })) }
  const entries: DrawnEntry[] = []
  let end = top
  for (const { index, start, end: next } of virtual.getVirtualItems()) {
    if (index >= ids.length) continue // the list is shorter, and the virtualizer does not know yet
    const place = {
      ref: virtual.measureElement,
      'data-index': index,
      'aria-posinset': index + 1,
      'aria-setsize': hasMore ? -1 : ids.length,
      style: { marginTop: start - end },
    }
    entries.push({ index, place })
    end = next
  }
  const paddingBottom = top + virtual.getTotalSize() - end
  // The first entry's margin belongs to the list. As the padding changes with what is drawn, the browser leaves the scroll position alone.
  return { entries, style: { display: 'flow-root', paddingBottom } }
}

/** The range, the entries where something is typed or said, and that with the focus and its neighbours, so that Tab leads on from there. */
function withOpen(range: Range, list: HTMLElement | null): number[] {
  const open = list?.querySelectorAll<HTMLElement>(':scope > :is(:focus-within, :has(form, textarea, [role=alert]))')
  const kept = Array.from(open ?? [], ({ dataset }) => Number(dataset['index'])).flatMap((at) => [at - 1, at, at + 1])
  const inList = kept.filter((index) => index >= 0 && index < range.count)
  return [...new Set([...defaultRangeExtractor(range), ...inList])].toSorted((a, b) => a - b)
}
