import { queryOptions } from '@tanstack/react-query'
import { readSearch } from '../grammar-search.ts'
import { experimentPage } from './experiments.ts'
import { modelPage } from './models.ts'
import { roots } from './query-keys.ts'

const root = roots.palette
const MAX_HITS = 8
const few = { size: MAX_HITS, enough: MAX_HITS }
const NEWEST = 'creation_time DESC' // MLflow's default
const kept = { staleTime: 10_000, gcTime: 60_000 }

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
}
