import { queryOptions } from '@tanstack/react-query'
import { isPrompt } from '#contract/tags.ts'
import { readSearch } from '../grammar-search.ts'
import { call } from './client.ts'
import { roots } from './query-keys.ts'

const root = roots.palette
const MAX_HITS = 8
const kept = { staleTime: 10_000, gcTime: 60_000 }

/** Finds a few items of each kind by words of their names, for the command palette. */
export const paletteQueries = {
  models: (words: string) =>
    queryOptions({
      queryKey: [...root, 'models', words],
      queryFn: async ({ signal }) => {
        const { filter, problem } = readSearch('models', words)
        if (problem) return []
        const found = await call('searchModels', { filter, max_results: MAX_HITS, order_by: ['name ASC'] }, signal)
        return (found.registered_models ?? []).filter(({ tags }) => !isPrompt(tags))
      },
      ...kept,
    }),
  experiments: (words: string) =>
    queryOptions({
      queryKey: [...root, 'experiments', words],
      queryFn: async ({ signal }) => {
        const { filter, problem } = readSearch('experiments', words)
        if (problem) return []
        return (await call('searchExperiments', { filter, max_results: MAX_HITS }, signal)).experiments ?? []
      },
      ...kept,
    }),
}
