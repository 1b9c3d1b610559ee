import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import type { Run } from '#contract/runs.ts'
import { runQueries, type RunSearch } from '../../../api/runs.ts'
import { NEWEST_FIRST } from '../../../domain/run-order.ts'

type List = {
  search: RunSearch
  /** In the server's order, and when it was answered, in ms. */
  loaded: readonly Run[]
  loadedAt: number
  /** Whether the rows may move: nobody is in the middle of them. */
  isAtRest: () => boolean
  refetch: () => Promise<unknown>
}

/**
 * How many runs were started after a list of the newest was loaded. Where it is at rest they come in by themselves;
 * else nothing moves below a pointer, and whoever is told fetches them.
 */
export function useNewRuns({ search, loaded, loadedAt, isAtRest, refetch }: List): number {
  // A run of a clock that goes ahead would hide all later ones: what counts is the newest that is past.
  const since = loaded.find(({ info }) => (info.start_time ?? 0) <= loadedAt)?.info.start_time
  const { data, dataUpdatedAt } = useQuery({
    ...runQueries.newer(search, since ?? 0),
    enabled: since !== undefined && search.order === NEWEST_FIRST && search.view === 'ACTIVE_ONLY',
  })
  const known = new Set(loaded.map(({ info }) => info.run_id))
  const count = data.filter((id) => !known.has(id)).length
  const takeIn = useEffectEvent((answeredAt: number) => {
    if (count > 0 && answeredAt > loadedAt && isAtRest()) void refetch()
  })
  // Also after an answer like the one before: somebody may have left the table since.
  useEffect(() => takeIn(dataUpdatedAt), [dataUpdatedAt])
  return count
}

/** The box that scrolls the rows of a table within `place`. */
const scrollerIn = (place: HTMLElement | null) => place?.querySelector<HTMLElement>('[data-table]')

/** Whether nobody points into the table of `place`, has the focus there, or has scrolled it. */
export function isUntouched(place: HTMLElement | null): boolean {
  const table = scrollerIn(place)
  if (!table) return false
  return table.scrollTop === 0 && !table.matches(':hover') && !table.contains(document.activeElement)
}

/** To the first row; the focus, whose button goes, to the head of the table. */
export function toTop(place: HTMLElement | null) {
  const table = scrollerIn(place)
  table?.scrollTo({ top: 0 })
  table?.querySelector<HTMLElement>('thead button')?.focus({ preventScroll: true })
}
