import { type Range, useWindowVirtualizer, type VirtualItem } from '@tanstack/react-virtual'
import { type CSSProperties, type RefObject, useCallback, useMemo } from 'react'
import { usePrinting } from '../print/printing.ts'
import { withKept } from '../drawn-range.ts'
import { usePagePlace } from './page-place.ts'

/** What the element of an entry gets; all but the id only if there are many. */
export type EntryPlace = {
  'data-entry': string
  'data-index'?: number
  'aria-posinset'?: number
  'aria-setsize'?: number
  ref?: (element: Element | null) => void
  style?: CSSProperties
}
export type DrawnEntry = { index: number; place: EntryPlace }
type Ids = readonly (string | number)[]
type List = RefObject<HTMLElement | null>

/** More entries than this are drawn only where they are in view: the browser's search finds only what is drawn. */
const MANY = 100

/**
 * The entries to draw of a `list` that scrolls with the page: of many those in view, with the space of the others around them; on paper
 * all. `ids`: the ids of all entries; the same array while they do not change. `height`: of an entry in px, before it is measured.
 */
export function usePageWindow(
  list: List,
  ids: Ids,
  { height, hasMore }: { height: number; hasMore: boolean },
): { entries: DrawnEntry[]; style?: CSSProperties } {
  const isPrinting = usePrinting()
  const isMany = ids.length > MANY
  const { top } = usePagePlace(list, ids.length > 0)
  // oxlint-disable-next-line react/incompatible-library -- a warning for the React Compiler, which is not in use
  const virtual = useWindowVirtualizer({
    enabled: isMany, // also on paper: heights stay known
    count: ids.length,
    estimateSize: () => height,
    getItemKey: useCallback((index: number) => String(ids[index] ?? index), [ids]),
    initialMeasurementsCache: useMemo(() => (isMany ? drawnHeights(list) : []), [isMany, list]),
    useCachedMeasurements: isPrinting, // those on paper differ
    overscan: 4,
    rangeExtractor: useCallback((range: Range) => withOpen(range, list, ids), [list, ids]),
    scrollMargin: top,
    // Entries that come in above must not move those in view. The browser does not see to that, as the padding changes with what is drawn.
    anchorTo: window.scrollY > top ? 'end' : 'start',
    scrollEndThreshold: -Infinity, // does not follow an entry that grows at the end
    useFlushSync: false, // as DataTable's
    initialRect: { width: window.innerWidth, height: window.innerHeight },
  })
  if (!isMany || isPrinting)
    return {
      // The virtualizer hears of the sizes that they have on paper, and asks which these are.
      entries: ids.map((id, index) => ({
        index,
        place: { 'data-entry': String(id), ...(isMany && { 'data-index': index }) },
      })),
    }
  const entries: DrawnEntry[] = []
  let end = top
  for (const { index, start, end: next } of virtual.getVirtualItems()) {
    if (index >= ids.length) continue // the list is shorter, and the virtualizer does not know yet
    const place = {
      ref: virtual.measureElement,
      'data-entry': String(ids[index]),
      'data-index': index,
      'aria-posinset': index + 1,
      'aria-setsize': hasMore ? -1 : ids.length,
      style: { marginTop: start - end },
    }
    entries.push({ index, place })
    end = next
  }
  // The list contains the first entry's margin.
  return { entries, style: { display: 'flow-root', paddingBottom: top + virtual.getTotalSize() - end } }
}

/** The heights of a list's entries, all of which are drawn until there are many. */
function drawnHeights(list: List): VirtualItem[] {
  const drawn = list.current?.querySelectorAll<HTMLElement>(':scope > [data-entry]') ?? []
  return Array.from(drawn, ({ dataset, offsetHeight: size }, index) => {
    return { key: dataset['entry'] ?? '', index, size, start: 0, end: size, lane: 0 } // their places follow from the sizes
  })
}

/** The range, the entries where something is typed or said, and that with the focus and its neighbours, so that Tab leads on from there. */
function withOpen(range: Range, list: List, ids: Ids): number[] {
  const open = list.current?.querySelectorAll<HTMLElement>(
    ':scope > :is(:focus-within, :has(form, textarea, [role=alert]))',
  )
  // Their places may have changed since they were drawn.
  const places = Array.from(open ?? [], ({ dataset }) => ids.findIndex((id) => String(id) === dataset['entry']))
  const kept = places.filter((at) => at >= 0).flatMap((at) => [at - 1, at, at + 1])
  return withKept(range, kept)
}
