import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import type { Run } from '#contract/runs.ts'
import { runQueries, type RunSearch } from '../../../api/runs.ts'
import { NEWEST_FIRST } from '../../../domain/runs/run-order.ts'

type List = {
  search: RunSearch
  /** In the server's order, and when it was answered, in ms. */
  loaded: readonly Run[]
  loadedAt: number
  /** Whether rows may move: the user is not working in the table. */
  isAtRest: () => boolean
  refetch: () => Promise<unknown>
}

/**
 * Counts the runs started after a list of the newest was loaded. While the user is elsewhere they are added
 * automatically; otherwise rows must not move under the pointer, so the user shows them with a button.
 */
export function useNewRuns({ search, loaded, loadedAt, isAtRest, refetch }: List): number {
  // Ignore future start times (clock skew): they would hide every later run.
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
  // Check even after an unchanged answer: the user may have left the table.
  useEffect(() => takeIn(dataUpdatedAt), [dataUpdatedAt])
  return count
}

/** The element that scrolls the table within `place`. */
const scrollerIn = (place: HTMLElement | null) => place?.querySelector<HTMLElement>('[data-table]')

/** Whether the user neither points into the table of `place`, nor has the focus in it, nor has scrolled it. */
export function isUntouched(place: HTMLElement | null): boolean {
  const table = scrollerIn(place)
  if (!table) return false
  return table.scrollTop === 0 && !table.matches(':hover') && !table.contains(document.activeElement)
}

/** Scrolls to the first row; the focus moves from the vanishing button to the table head. */
export function toTop(place: HTMLElement | null) {
  const table = scrollerIn(place)
  table?.scrollTo({ top: 0 })
  table?.querySelector<HTMLElement>('thead button')?.focus({ preventScroll: true })
}
