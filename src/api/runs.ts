import { infiniteQueryOptions, type QueryClient, queryOptions, useMutation } from '@tanstack/react-query'
import type { ViewType } from '#contract/experiments.ts'
import type { Run } from '#contract/runs.ts'
import type { Tag } from '#contract/values.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { call } from './client.ts'

const root = ['runs'] as const

/** What the list is asked for. `order` is one order_by element: ``metrics.`rmse` DESC``. */
export type RunSearch = { experimentIds: readonly string[]; filter: string; order: string; view: ViewType }

/** A run that goes on is asked for again after this many ms. */
const POLL = 5000
const goesOn = ({ info }: Run) => info.status === 'RUNNING' || info.status === 'SCHEDULED'

export const runQueries = {
  /** Prefix of every key below: invalidate it and all runs refetch. */
  root,
  /** Page by page, in the server's order. */
  pages: ({ experimentIds, filter, order, view }: RunSearch) =>
    infiniteQueryOptions({
      queryKey: [...root, 'pages', experimentIds, filter, order, view],
      queryFn: async ({ pageParam, signal }) => {
        const page = await call(
          'searchRuns',
          {
            experiment_ids: [...experimentIds],
            max_results: 100,
            run_view_type: view,
            order_by: [order],
            ...(filter && { filter }),
            ...(pageParam && { page_token: pageParam }),
          },
          signal,
        )
        return { runs: page.runs ?? [], next: page.next_page_token }
      },
      initialPageParam: '',
      getNextPageParam: ({ next }) => next,
    }),
  /** The runs of a list that go on, again every few seconds; `runs` is what the list knows of them now. */
  live: (experimentIds: readonly string[], runs: readonly Run[]) => {
    const ids = runs.filter(goesOn).map(({ info }) => info.run_id)
    return queryOptions({
      queryKey: [...root, 'live', ids],
      queryFn: async ({ signal }) => {
        const filter = `attributes.run_id IN (${ids.map((id) => `'${id}'`).join(', ')})`
        const input = { experiment_ids: [...experimentIds], max_results: 1000, run_view_type: 'ALL' as const, filter }
        return (await call('searchRuns', input, signal)).runs ?? []
      },
      enabled: ids.length > 0,
      initialData: runs.filter(goesOn),
      initialDataUpdatedAt: Date.now,
      staleTime: POLL,
      refetchInterval: ({ state }) => (state.data?.some(goesOn) ? POLL : false),
    })
  },
  /** What a person calls this run; the whole of it, with datasets and models. */
  detail: (run_id: string) =>
    queryOptions({
      queryKey: [...root, 'detail', run_id],
      queryFn: async ({ signal }) => (await call('getRun', { run_id }, signal)).run,
      refetchInterval: ({ state }) => (state.data && goesOn(state.data) ? POLL : false),
    }),
  /** The versions registered from any of these runs, newest first. Filed under versions: a new one shows up here. */
  versionsOf: (runIds: readonly string[]) =>
    queryOptions({
      queryKey: ['versions', 'of-runs', runIds],
      queryFn: async ({ signal }): Promise<ModelVersion[]> => {
        const filter = `run_id IN (${runIds.map((id) => `'${id}'`).join(', ')})`
        const order_by = ['creation_timestamp DESC']
        const { model_versions } = await call('searchVersions', { filter, max_results: 10_000, order_by }, signal)
        return model_versions ?? []
      },
      enabled: runIds.length > 0,
      staleTime: 30_000,
    }),
}

const refetchRuns = (client: QueryClient) => client.invalidateQueries({ queryKey: root })

export const useRenameRun = (run_id: string) =>
  useMutation({
    mutationFn: (run_name: string) => call('updateRun', { run_id, run_name }),
    onSettled: (_data, _error, _name, _result, { client }) => refetchRuns(client),
    meta: { errorShown: 'inline' },
  })

/** Deletes runs one after the other; the first refusal ends it, and what was deleted stays so. */
export const useDeleteRuns = () =>
  useMutation({
    async mutationFn(runIds: readonly string[]) {
      for (const run_id of runIds) await call('deleteRun', { run_id })
    },
    onSettled: (_data, _error, _ids, _result, { client }) => refetchRuns(client),
  })

export const useRestoreRuns = () =>
  useMutation({
    async mutationFn(runIds: readonly string[]) {
      for (const run_id of runIds) await call('restoreRun', { run_id })
    },
    onSettled: (_data, _error, _ids, _result, { client }) => refetchRuns(client),
  })

export const useSetRunTag = (run_id: string) =>
  useMutation({
    mutationFn: (tag: Tag) => call('setRunTag', { run_id, ...tag }),
    onSettled: (_data, _error, _tag, _result, { client }) => refetchRuns(client),
    meta: { errorShown: 'inline' },
  })

export const useDeleteRunTag = (run_id: string) =>
  useMutation({
    mutationFn: (key: string) => call('deleteRunTag', { run_id, key }),
    onSettled: (_data, _error, _key, _result, { client }) => refetchRuns(client),
  })
