import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { fold } from '#contract/find/fold.ts'
import type { Output } from '#contract/endpoints.ts'
import { MAX_HITS, paletteQueries } from '../../api/palette.ts'
import { roots } from '../../api/query-keys.ts'
import { serverFinds } from '../../api/search/find-models.ts'
import { readSearch } from '../../grammar-search.ts'
import { whenReachable } from '../../api/connection.ts'

type Found = Output<'findModels'>['found']

/** `isCut`: not all models are searched. */
type ModelsFound = { found: Found; isFetching: boolean; isCut: boolean }

/**
 * Models with all words somewhere, the best first. In front of MLflow: of those changed last, found by anything, if the words are
 * `isLong`, and by name of all others.
 */
export const useModelsFound: (words: string, isLong: boolean) => ModelsFound = serverFinds
  ? useFoundThere
  : useFoundHere

/** Those of them that have the words in their names. */
export const named = (found: Found) =>
  found.flatMap(({ registered_model: model, terms }) =>
    terms.every((term) => fold(model.name).includes(term)) ? [model] : [],
  )

function useFoundThere(words: string): ModelsFound {
  const isOn = words !== ''
  const found = useQuery({ ...paletteQueries.found(words), enabled: isOn, placeholderData: keepPreviousData })
  return { found: (isOn && found.data) || [], isFetching: found.isFetching, isCut: false }
}

function useFoundHere(words: string, isLong: boolean): ModelsFound {
  const isOn = words !== ''
  const byName = useQuery({ ...paletteQueries.models(words), enabled: isOn, placeholderData: keepPreviousData })
  const newest = useQuery({ ...paletteQueries.newestModels(), enabled: isOn && isLong })
  const index = useQuery({
    queryKey: [...roots.palette, 'index', newest.dataUpdatedAt],
    queryFn: async ({ signal }) => {
      const { findModels, indexOf } = await whenReachable(() => import('../../domain/find/model-index.ts'))
      const made = await indexOf(newest.data?.models ?? [], undefined, signal)
      return (typed: readonly string[], ends: AbortSignal) => findModels(made, typed, ends)
    },
    enabled: newest.data !== undefined,
    staleTime: Infinity,
    structuralSharing: false,
  })
  const found = useQuery({
    queryKey: [...roots.palette, 'found-here', index.dataUpdatedAt, words],
    queryFn: async ({ signal }): Promise<Found> => {
      const { problem, words: typed, rest } = readSearch('models', words)
      if (problem || rest !== '' || typed.length === 0) return []
      const all = (await index.data?.(typed, signal)) ?? []
      return all
        .slice(0, MAX_HITS)
        .map(({ model, terms, where }) => ({ registered_model: model, terms, ...(where && { where }) }))
    },
    enabled: isOn && isLong && index.data !== undefined,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  })
  const best = (isOn && isLong && found.data) || []
  const known = new Set(best.map(({ registered_model: { name } }) => name))
  const others = ((isOn && byName.data) || []).filter(({ name }) => !known.has(name))
  return {
    found: [...best, ...others.map((model) => ({ registered_model: model, terms: [] }))],
    isFetching: [byName, newest, index, found].some((it) => it.isFetching),
    isCut: isOn && isLong && newest.data?.isCut === true,
  }
}
