import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { Run } from '#contract/runs.ts'
import { readSearch } from '../grammar-search.ts'
import { call } from './client.ts'
import { experimentPage } from './experiments.ts'
import { findInput } from './search/find-models.ts'
import { modelPage } from './models.ts'
import { isNamed } from './search/by-name.ts'
import { roots } from './query-keys.ts'

const root = roots.palette
/** Of each kind. */
export const MAX_HITS = 8
const few = { size: MAX_HITS, enough: MAX_HITS }
const NEWEST = 'creation_time DESC' // MLflow's default
const kept = { staleTime: 10_000, gcTime: 60_000 }

/** Experiments whose runs are searched, and models whose descriptions are: those changed last. */
export const MOST_SEARCHED = 1000

/** Finds a few items of each kind by words of their names, for the command palette. */
export const paletteQueries = {
  models: (words: string) =>
    queryOptions({
      queryKey: [...root, 'models', words],
      queryFn: async ({ signal }) => {
        const { problem, ...search } = readSearch('models', words)
        if (problem) return []
        const found = await modelPage({ ...search, order: 'name ASC' }, few, signal)
        return found.models.slice(0, MAX_HITS)
      },
      ...kept,
    }),
  /** Models by words anywhere in them, the best first. Only where the server finds them. */
  found: (words: string) =>
    queryOptions({
      queryKey: [...root, 'found', words],
      queryFn: async ({ signal }) => {
        const { problem, words: typed, rest } = readSearch('models', words)
        if (problem || typed.length === 0) return []
        return (await call('findModels', { ...findInput(typed, rest), max_results: MAX_HITS }, signal)).found
      },
      ...kept,
    }),
  experiments: (words: string) =>
    queryOptions({
      queryKey: [...root, 'experiments', words],
      queryFn: async ({ signal }) => {
        const { problem, ...search } = readSearch('experiments', words)
        if (problem) return []
        const found = await experimentPage({ ...search, order: NEWEST, view: 'ACTIVE_ONLY' }, few, signal)
        return found.experiments.slice(0, MAX_HITS)
      },
      ...kept,
    }),
  /** The experiments changed last, with their descriptions; `isCut`: there are others. */
  newestExperiments: () =>
    queryOptions({
      queryKey: [...root, 'newest-experiments'],
      queryFn: async ({ signal }) => {
        const search = {
          ...readSearch('experiments', ''),
          order: 'last_update_time DESC',
          view: 'ACTIVE_ONLY' as const,
        }
        const { experiments, next } = await experimentPage(search, { size: MOST_SEARCHED }, signal)
        return { experiments, isCut: next !== undefined }
      },
      staleTime: 60_000,
    }),
  /** The models changed last, with their descriptions; `isCut`: there are others. */
  newestModels: () =>
    queryOptions({
      queryKey: [...root, 'newest-models'],
      queryFn: async ({ signal }) => {
        const search = { ...readSearch('models', ''), order: 'last_updated_timestamp DESC' }
        const { models, next_page_token } = await modelPage(search, { size: MOST_SEARCHED }, signal)
        return { models, isCut: next_page_token !== undefined }
      },
      staleTime: 60_000,
    }),
  /** Runs by words of their names, newest first. */
  runs: (words: string) =>
    queryOptions({
      queryKey: [...root, 'runs', words],
      queryFn: async ({ client, signal }) => {
        const { problem, ...search } = readSearch('runs', words)
        if (problem) return []
        const found = await foundRuns(await idsOf(client), search.filter, signal)
        return found.filter(({ info }) => isNamed(info.run_name ?? '', search)).slice(0, MAX_HITS)
      },
      ...kept,
    }),
  /** Runs whose ids begin so. */
  runsById: (start: string) =>
    queryOptions({
      queryKey: [...root, 'runs-by-id', start],
      queryFn: async ({ client, signal }) =>
        (await foundRuns(await idsOf(client), `attributes.run_id LIKE '${start}%'`, signal)).slice(0, MAX_HITS),
      ...kept,
    }),
}

const idsOf = async (client: QueryClient) =>
  (await client.query(paletteQueries.newestExperiments())).experiments.map(({ experiment_id }) => experiment_id)

async function foundRuns(experiment_ids: string[], filter: string, signal: AbortSignal): Promise<Run[]> {
  if (experiment_ids.length === 0) return []
  const search = { experiment_ids, filter, run_view_type: 'ACTIVE_ONLY' as const, max_results: 4 * MAX_HITS }
  return (await call('searchRuns', { ...search, order_by: ['attributes.start_time DESC'] }, signal)).runs ?? []
}
