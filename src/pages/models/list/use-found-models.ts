import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { modelQueries } from '../../../api/models.ts'
import type { FoundModel } from '../../../domain/find/model-index.ts'

/**
 * The models that have all words somewhere, the best first: from an index of all models that the filter finds, made while
 * the page is used. `found` is undefined until then.
 */
export function useFoundModels(words: readonly string[], filter: string) {
  const isOn = words.length > 0
  const all = useQuery({ ...modelQueries.all({ filter }), enabled: isOn, placeholderData: keepPreviousData })
  const read = useQuery({ ...modelQueries.countRead({ filter }), enabled: false }).data
  const finder = useQuery({
    queryKey: [...modelQueries.root, 'finder', filter, all.dataUpdatedAt],
    queryFn: async ({ signal }) => {
      const { findModels, indexOf } = await import('../../../domain/find/model-index.ts')
      const index = await indexOf(all.data ?? [], undefined, signal)
      return { find: (typed: readonly string[]) => findModels(index, typed) }
    },
    enabled: isOn && all.data !== undefined && !all.isPlaceholderData,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
    structuralSharing: false,
  }).data
  // What was found among the models of another filter does not stand for these.
  const error = all.data === undefined ? all.error : null
  const key = words.join(' ')
  const found = useMemo(() => (isOn && !error ? finder?.find(key.split(' ')) : undefined), [finder, key, isOn, error])
  const byName = useMemo(() => new Map<string, FoundModel>(found?.map((one) => [one.model.name, one]) ?? []), [found])
  return { found, byName, isStale: all.isPlaceholderData, error, retry: all.refetch, read: read ?? 0 }
}
