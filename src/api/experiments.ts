import {
  type InfiniteData,
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useMutation,
} from '@tanstack/react-query'
import { pageFrom } from '#contract/all-pages.ts'
import type { Input } from '#contract/endpoints.ts'
import type { Experiment, ViewType } from '#contract/experiments.ts'
import type { Run } from '#contract/runs.ts'
import { call } from './client.ts'
import { roots } from './query-keys.ts'
import { runQueries } from './runs.ts'
import { foundPage, isNamed, type NameSearch } from './search/by-name.ts'
import { equals } from '#contract/filter/equals.ts'
import { type TagCalls, useDeleteTag, useSetTag } from './writes/tags.ts'

const root = roots.experiments

/** Arguments of the list. `order` is one order_by element: `name ASC`, `last_update_time DESC`. */
type ExperimentSearch = NameSearch & { order: string; view: ViewType }

/** Hidden from lists: it holds reviews as runs and is nobody's experiment. */
const REVIEWS = 'modelshelf-reviews'

/** Page size of a search whose answers are mostly dropped. */
const LARGE_PAGE = 1000

/** A page of the experiments that a search finds. */
export async function experimentPage(
  { order, view, ...search }: ExperimentSearch,
  { token, size, enough }: { token?: string; size: number; enough?: number },
  signal: AbortSignal,
) {
  const { filter, isLoose } = search
  const input = {
    max_results: isLoose ? LARGE_PAGE : size,
    view_type: view,
    order_by: [order],
    ...(filter && { filter }),
  }
  const { items, next } = await foundPage(
    token,
    async (at) => {
      const page = await call('searchExperiments', { ...input, ...pageFrom(at) }, signal)
      return { items: page.experiments ?? [], next: page.next_page_token }
    },
    ({ name }) => name !== REVIEWS && isNamed(name, search),
    enough,
  )
  return { experiments: items, next }
}

export const experimentQueries = {
  /** Prefix of every key below: invalidate it and all experiments refetch. */
  root,
  /** Page by page, in the server's order. */
  pages: (wanted: ExperimentSearch) =>
    infiniteQueryOptions({
      queryKey: [...root, 'pages', wanted],
      queryFn: async ({ pageParam, signal, client }) => {
        const { experiments, next } = await experimentPage(wanted, { token: pageParam, size: 100 }, signal)
        keep(client, experiments)
        return { experiments, next }
      },
      initialPageParam: '',
      getNextPageParam: ({ next }) => next,
    }),
  /** The experiment with this name, even if deleted, or null. */
  named: (name: string) =>
    queryOptions({
      queryKey: [...root, 'named', name],
      queryFn: async ({ signal }) => {
        const input = { max_results: 100, view_type: 'ALL' as const, filter: equals('name', name) }
        const { experiments } = await call('searchExperiments', input, signal)
        return experiments?.find((experiment) => experiment.name === name) ?? null
      },
    }),
  detail: (experiment_id: string) =>
    queryOptions({
      queryKey: [...root, 'detail', experiment_id],
      queryFn: async ({ signal }) => (await call('getExperiment', { experiment_id }, signal)).experiment,
    }),
}

/** A run, then its experiment: for pages that show both. */
export async function askRun(client: QueryClient, run_id: string): Promise<Run> {
  const run = await client.query(runQueries.detail(run_id))
  await client.query(experimentQueries.detail(run.info.experiment_id))
  return run
}

/** The experiments loaded by lists so far. */
export const knownExperiments = (client: QueryClient): Experiment[] =>
  client
    .getQueriesData<InfiniteData<{ experiments: Experiment[] }>>({ queryKey: [...root, 'pages'] })
    .flatMap(([, data]) => data?.pages.flatMap(({ experiments }) => experiments) ?? [])

/** A list row is the whole experiment, so its page starts with it. */
function keep(client: QueryClient, experiments: readonly Experiment[]) {
  for (const experiment of experiments)
    client.setQueryData(experimentQueries.detail(experiment.experiment_id).queryKey, experiment)
}

const refetchAll = (client: QueryClient) => client.invalidateQueries({ queryKey: root })
/** Deleting or restoring an experiment does the same to its runs. */
const refetchWithRuns = (client: QueryClient) =>
  Promise.all([refetchAll(client), client.invalidateQueries({ queryKey: roots.runs })])

export const useCreateExperiment = () =>
  useMutation({
    mutationFn: (experiment: Input<'createExperiment'>) => call('createExperiment', experiment),
    onSuccess: (_data, _experiment, _result, { client }) => refetchAll(client),
    meta: { errorShown: 'inline' },
  })

export const useRenameExperiment = (experiment_id: string) =>
  useMutation({
    mutationFn: (new_name: string) => call('updateExperiment', { experiment_id, new_name }),
    onSuccess: (_data, _name, _result, { client }) => refetchAll(client),
    meta: { errorShown: 'inline' },
  })

export const useDeleteExperiment = () =>
  useMutation({
    mutationFn: (experiment_id: string) => call('deleteExperiment', { experiment_id }),
    onSettled: (_data, _error, _id, _result, { client }) => refetchWithRuns(client),
    meta: { errorShown: 'inline' },
  })

export const useRestoreExperiment = () =>
  useMutation({
    mutationFn: (experiment_id: string) => call('restoreExperiment', { experiment_id }),
    onSettled: (_data, _error, _id, _result, { client }) => refetchWithRuns(client),
  })

const tagCalls = (experiment_id: string): TagCalls => ({
  current: async () => (await call('getExperiment', { experiment_id })).experiment.tags,
  set: (key, value) => call('setExperimentTag', { experiment_id, key, value }),
  remove: (key) => call('deleteExperimentTag', { experiment_id, key }),
  refetch: refetchAll,
})
export const useSetExperimentTag = (experiment_id: string) => useSetTag(tagCalls(experiment_id))
export const useDeleteExperimentTag = (experiment_id: string) => useDeleteTag(tagCalls(experiment_id))
