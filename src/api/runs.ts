import {
  type InfiniteData,
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useMutation,
} from '@tanstack/react-query'
import type { ViewType } from '#contract/experiments.ts'
import type { Run } from '#contract/runs.ts'
import { call } from './client.ts'
import { byIds, MAX_IDS } from './runs-by-ids.ts'
import { type TagCalls, useDeleteTag, useSetTag } from './writes/tags.ts'

const root = ['runs'] as const

/** What the list is asked for. `order` is one order_by element: ``metrics.`rmse` DESC``. */
export type RunSearch = { experimentIds: readonly string[]; filter: string; order: string; view: ViewType }

/** A run that goes on is asked for again after this many ms. */
const POLL = 5000
const isUnfinished = ({ info }: Run) => info.status === 'RUNNING' || info.status === 'SCHEDULED'

/** Most new runs that are counted. */
const MAX_NEW = 99

/** A search as the API takes it. */
export const searchInput = ({ experimentIds, filter, order, view }: RunSearch, token: string | undefined) => ({
  experiment_ids: [...experimentIds],
  run_view_type: view,
  order_by: [order],
  ...(filter && { filter }),
  ...(token && { page_token: token }),
})

export const runQueries = {
  /** Prefix of every key below: invalidate it and all runs refetch. */
  root,
  /** Page by page, in the server's order. */
  pages: (search: RunSearch) =>
    infiniteQueryOptions({
      queryKey: [...root, 'pages', search],
      queryFn: async ({ pageParam, signal }) => {
        const input = { ...searchInput(search, pageParam), max_results: 100 }
        const page = await call('searchRuns', input, signal)
        return { runs: page.runs ?? [], next: page.next_page_token }
      },
      initialPageParam: '',
      getNextPageParam: ({ next }) => next,
    }),
  /** The runs of a list that go on, again every few seconds; `runs` is what the list knows of them now. */
  live: (experimentIds: readonly string[], runs: readonly Run[]) => {
    const ids = runs.flatMap((run) => (isUnfinished(run) ? run.info.run_id : [])).slice(0, MAX_IDS)
    return queryOptions({
      queryKey: [...root, 'live', ids],
      queryFn: async ({ signal }) => (await call('searchRuns', byIds(experimentIds, ids, 'ALL'), signal)).runs ?? [],
      enabled: ids.length > 0,
      initialData: runs.filter(isUnfinished),
      initialDataUpdatedAt: Date.now,
      staleTime: POLL,
      refetchInterval: ({ state }) => (state.data?.some(isUnfinished) ? POLL : false),
    })
  },
  /**
   * The ids of runs that this search would find today, started after `since` (ms); asked for again every few seconds while
   * the page is to be seen. Mostly there are none, which costs a server little.
   */
  newer: (search: RunSearch, since: number) =>
    queryOptions({
      queryKey: [...root, 'newer', search, since],
      queryFn: async ({ signal }) => {
        const started = `attributes.start_time > ${since}`
        const filter = search.filter ? `${search.filter} AND ${started}` : started
        const input = { ...searchInput({ ...search, filter }, undefined), max_results: MAX_NEW }
        return ((await call('searchRuns', input, signal)).runs ?? []).map(({ info }) => info.run_id)
      },
      initialData: (): string[] => [],
      initialDataUpdatedAt: Date.now,
      staleTime: POLL,
      refetchInterval: POLL,
    }),
  /** Parents, by their ids, that a list of runs lacks. */
  parents: (experimentIds: readonly string[], ids: readonly string[], view: ViewType) =>
    queryOptions({
      queryKey: [...root, 'parents', experimentIds, ids, view],
      queryFn: async ({ signal }) =>
        (await call('searchRuns', byIds(experimentIds, ids.slice(0, MAX_IDS), view), signal)).runs ?? [],
      enabled: ids.length > 0,
      staleTime: 60_000,
    }),
  /** What a person calls this run; the whole of it, with datasets and models. */
  detail: (run_id: string) =>
    queryOptions({
      queryKey: [...root, 'detail', run_id],
      queryFn: async ({ signal }) => (await call('getRun', { run_id }, signal)).run,
      refetchInterval: ({ state }) => (state.data && isUnfinished(state.data) ? POLL : false),
    }),
}

/** The runs of these experiments that lists have loaded so far. */
export const knownRuns = (client: QueryClient, experimentIds: readonly string[]): Run[] =>
  client
    .getQueriesData<InfiniteData<{ runs: Run[] }>>({ queryKey: [...root, 'pages'] })
    .flatMap(([, data]) => data?.pages.flatMap(({ runs }) => runs) ?? [])
    .filter(({ info }) => experimentIds.includes(info.experiment_id))

const refetchRuns = (client: QueryClient) => client.invalidateQueries({ queryKey: root })

export const useRenameRun = (run_id: string) =>
  useMutation({
    mutationFn: (run_name: string) => call('updateRun', { run_id, run_name }),
    onSettled: (_data, _error, _name, _result, { client }) => refetchRuns(client),
    meta: { errorShown: 'inline' },
  })

const tagCalls = (run_id: string): TagCalls => ({
  current: async () => (await call('getRun', { run_id })).run.data.tags,
  set: (key, value) => call('setRunTag', { run_id, key, value }),
  remove: (key) => call('deleteRunTag', { run_id, key }),
  refetch: refetchRuns,
})
export const useSetRunTag = (run_id: string) => useSetTag(tagCalls(run_id))
export const useDeleteRunTag = (run_id: string) => useDeleteTag(tagCalls(run_id))
