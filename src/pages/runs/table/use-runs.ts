import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { runQueries, type RunSearch } from '../../../api/runs.ts'
import { missingParents } from './run-tree.ts'

/**
 * The runs that a search finds, page by page; running ones are kept up to date. In a grouped list, missing parents are
 * loaded too, unless a filter excluded them.
 */
export function useRuns(search: RunSearch, asFamilies: boolean) {
  const paged = useInfiniteQuery({
    ...runQueries.pages(search),
    placeholderData: keepPreviousData,
    // Show the run of a user who follows the first steps.
    refetchInterval: ({ state }) => (!search.filter && state.data?.pages[0]?.runs.length === 0 ? 5000 : false),
  })
  const pages = paged.data?.pages
  const loaded = useMemo(() => pages?.flatMap(({ runs }) => runs), [pages])
  const live = useQuery(runQueries.live(search.experimentIds, loaded ?? [])).data
  const missing = useMemo(
    () => (asFamilies && !search.filter ? missingParents(loaded ?? []) : []),
    [asFamilies, search.filter, loaded],
  )
  const parents = useQuery({
    ...runQueries.parents(search.experimentIds, missing, search.view),
    placeholderData: keepPreviousData,
  }).data
  const current = useMemo(() => {
    const fresh = new Map(live?.map((run) => [run.info.run_id, run]))
    return loaded?.map((run) => fresh.get(run.info.run_id) ?? run)
  }, [loaded, live])
  const runs = useMemo(() => {
    const known = new Set(missing)
    const extra = parents?.filter(({ info }) => known.has(info.run_id)) ?? []
    return current && [...current, ...extra]
  }, [current, missing, parents])
  const first = pages?.[0]?.runs.length
  const firstPage = useMemo(() => current?.slice(0, first), [current, first])
  return { paged, runs, loaded, firstPage }
}
