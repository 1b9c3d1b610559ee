import {
  type InfiniteData,
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useMutation,
} from '@tanstack/react-query'
import { pageFrom } from '#contract/all-pages.ts'
import type { Input } from '#contract/endpoints.ts'
import { ApiError } from '#contract/errors.ts'
import type { ViewType } from '#contract/experiments.ts'
import type { Run } from '#contract/runs.ts'
import { call } from './client.ts'
import { roots } from './query-keys.ts'
import { byIds, MAX_IDS } from './runs-by-ids.ts'
import { foundPage, isNamed, type NameSearch } from './search/by-name.ts'
import { type TagCalls, useDeleteTag, useSetTag } from './writes/tags.ts'

const root = roots.runs

/** Arguments of the list. `order` is one order_by element: ``metrics.`rmse` DESC``; with `summary` it means that value. */
export type RunSearch = NameSearch & {
  experimentIds: readonly string[]
  order: string
  view: ViewType
  summary?: Input<'searchRunsBySummary'>['summary'] | undefined
}

/** Polling interval in ms for a running run. */
const POLL = 5000
export const isUnfinished = ({ info }: Run) => info.status === 'RUNNING' || info.status === 'SCHEDULED'

/** Maximum of new runs counted. */
const MAX_NEW = 99

/** Turns a search into a request. Its answer may hold runs that are not `isFound`. */
export const searchInput = ({ experimentIds, filter, order, view }: RunSearch) => ({
  experiment_ids: [...experimentIds],
  run_view_type: view,
  order_by: [order],
  ...(filter && { filter }),
})

/** One page of a search, in its order. */
export const runsPage = ({ summary }: RunSearch, input: Input<'searchRuns'>, signal: AbortSignal) =>
  summary ? call('searchRunsBySummary', { ...input, summary }, signal) : call('searchRuns', input, signal)

/** Whether a run in the answer to a search has the words of its name. */
export const isFound = (search: RunSearch) => (run: Run) => isNamed(run.info.run_name ?? '', search)

export const runQueries = {
  /** Prefix of every key below: invalidate it and all runs refetch. */
  root,
  /** Page by page, in the server's order. */
  pages: (search: RunSearch) =>
    infiniteQueryOptions({
      queryKey: [...root, 'pages', search],
      queryFn: async ({ pageParam, signal }) => {
        const input = { ...searchInput(search), max_results: 100 }
        const { items, next } = await foundPage(
          pageParam,
          async (at) => {
            const page = await runsPage(search, { ...input, ...pageFrom(at) }, signal)
            return { items: page.runs ?? [], next: page.next_page_token }
          },
          isFound(search),
        )
        return { runs: items, next }
      },
      initialPageParam: '',
      getNextPageParam: ({ next }) => next,
    }),
  /** Polls the running runs of a list; `runs` holds what the list knows of them. */
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
   * The ids of runs in this search that started after `since` (ms); polled every few seconds while the page is visible.
   * The answer is usually empty, which is cheap for the server.
   */
  newer: (search: RunSearch, since: number) =>
    queryOptions({
      queryKey: [...root, 'newer', search, since],
      queryFn: async ({ signal }) => {
        const started = `attributes.start_time > ${since}`
        const filter = search.filter ? `${search.filter} AND ${started}` : started
        const input = { ...searchInput({ ...search, filter }), max_results: MAX_NEW }
        return ((await call('searchRuns', input, signal)).runs ?? [])
          .filter(isFound(search))
          .map(({ info }) => info.run_id)
      },
      initialData: (): string[] => [],
      initialDataUpdatedAt: Date.now,
      staleTime: POLL,
      refetchInterval: POLL,
    }),
  /** The parents, by id, that are missing from a list. */
  parents: (experimentIds: readonly string[], ids: readonly string[], view: ViewType) =>
    queryOptions({
      queryKey: [...root, 'parents', experimentIds, ids, view],
      queryFn: async ({ signal }) =>
        (await call('searchRuns', byIds(experimentIds, ids.slice(0, MAX_IDS), view), signal)).runs ?? [],
      enabled: ids.length > 0,
      staleTime: 60_000,
    }),
  /** The whole run, with datasets and models. */
  detail: (run_id: string) =>
    queryOptions({
      queryKey: [...root, 'detail', run_id],
      queryFn: async ({ signal }) => (await call('getRun', { run_id }, signal)).run,
      refetchInterval: ({ state }) => (state.data && isUnfinished(state.data) ? POLL : false),
    }),
}

/**
 * Whether a run could not be loaded because the server does not know it: it is on another server, or permanently
 * deleted.
 */
export const isUnknownRun = (error: Error | null): boolean =>
  error instanceof ApiError && error.code === 'RESOURCE_DOES_NOT_EXIST'

/** The runs of these experiments loaded by lists so far. */
export const knownRuns = (client: QueryClient, experimentIds: readonly string[]): Run[] =>
  client
    .getQueriesData<InfiniteData<{ runs: Run[] }>>({ queryKey: [...root, 'pages'] })
    .flatMap(([, data]) => data?.pages.flatMap(({ runs }) => runs) ?? [])
    .filter(({ info }) => experimentIds.includes(info.experiment_id))

/** How long a run counts as new, in ms. */
const FRESH = 5_000

/** Those of these runs that are on their way, or here whole and new. */
export async function runsHere(client: QueryClient, ids: Iterable<string>): Promise<Run[]> {
  const here = [...ids]
    .map((id) => ({ ...runQueries.detail(id), staleTime: FRESH }))
    .filter(({ queryKey }) => {
      const query = client.getQueryCache().find({ queryKey, exact: true })
      return query && (query.state.fetchStatus === 'fetching' || !query.isStaleByTime(FRESH))
    })
  return (await Promise.all(here.map((detail) => client.query(detail).catch(() => [])))).flat()
}

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
