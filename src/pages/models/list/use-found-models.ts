import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo } from 'react'
import { findQueries, serverFinds } from '../../../api/search/find-models.ts'
import { modelQueries } from '../../../api/models.ts'
import type { FoundModel } from '../../../domain/find/model-index.ts'
import type { Paged } from '../../../ui/table/DataTable.tsx'
import { whenReachable } from '../../../api/connection.ts'

/**
 * The models that have all words somewhere, the best first, among those that the filter finds; `found` is undefined until they are known.
 * `needsAll`: not page by page. The embedded backend finds them; in front of MLflow, an index of all models, made while the page is used.
 */
export function useFoundModels(words: readonly string[], filter: string, needsAll: boolean) {
  const { found: newest, ...finder } = useFinder(words, filter, needsAll)
  // Drawn in pieces, with what is typed between them.
  const later = useDeferredValue(newest)
  const found = newest && later
  const byName = useMemo(() => new Map<string, FoundModel>(found?.map((one) => [one.model.name, one]) ?? []), [found])
  return { ...finder, found, byName, isStale: finder.isStale || found !== newest }
}

/** `total`: the number found, also of those on later pages. `read`: the models in the index so far. */
type Finder = {
  found: readonly FoundModel[] | undefined
  total?: number | undefined
  paged?: Paged
  isStale: boolean
  error: Error | null
  retry: () => unknown
  read?: number
  /** What is not searched, or not yet. */
  left?: NotSearched
}

/**
 * Older versions, params and metrics are being read; or of how many models these are left out, and whether versions: undefined if unread.
 */
export type NotSearched = 'searching' | { models: number | undefined; versions: boolean | undefined } | undefined

const useFinder: (words: readonly string[], filter: string, needsAll: boolean) => Finder = serverFinds
  ? useServerFinder
  : useBrowserFinder

function useServerFinder(words: readonly string[], filter: string, needsAll: boolean): Finder {
  const isOn = words.length > 0
  const kept = { placeholderData: keepPreviousData }
  const pages = useInfiniteQuery({ ...findQueries.pages(words, filter), enabled: isOn && !needsAll, ...kept })
  const all = useQuery({ ...findQueries.all(words, filter), enabled: isOn && needsAll, ...kept })
  const answer = needsAll ? all.data : pages.data
  const found = useMemo(() => {
    const list = answer && ('pages' in answer ? answer.pages.flatMap((page) => page.found) : answer)
    return list?.map(({ registered_model: model, terms, where }): FoundModel => ({ model, terms, where }))
  }, [answer])
  const { isPlaceholderData, refetch } = needsAll ? all : pages
  // What was found stays, also if it or its next page cannot be read again.
  const error = isOn && !answer ? (needsAll ? all : pages).error : null
  return {
    found: isOn && !error ? found : undefined,
    total: answer && ('pages' in answer ? answer.pages[0]?.total : answer.length),
    ...(!needsAll && { paged: pages }),
    isStale: isPlaceholderData,
    error,
    retry: refetch,
  }
}

function useBrowserFinder(words: readonly string[], filter: string): Finder {
  const isOn = words.length > 0
  const all = useQuery({ ...modelQueries.all({ filter }), enabled: isOn, placeholderData: keepPreviousData })
  const read = useQuery({ ...modelQueries.countRead({ filter }), enabled: false }).data
  const isRead = isOn && all.data !== undefined && !all.isPlaceholderData
  const beside = useQuery({
    queryKey: [...modelQueries.root, 'beside', filter, all.dataUpdatedAt],
    queryFn: async ({ signal }) =>
      (await whenReachable(() => import('../../../api/facts/beside-models.ts'))).besideModels(all.data ?? [], signal),
    enabled: isRead,
    staleTime: Infinity,
    gcTime: 60_000,
  })
  const finder = useQuery({
    queryKey: [...modelQueries.root, 'finder', filter, all.dataUpdatedAt, beside.dataUpdatedAt],
    queryFn: async ({ signal }) => {
      const { findModels, indexOf } = await whenReachable(() => import('../../../domain/find/model-index.ts'))
      const index = await indexOf(all.data ?? [], beside.data?.beside, signal)
      return {
        /** Tells this index from the one before, which is used until it is made. */
        of: [filter, all.dataUpdatedAt, beside.dataUpdatedAt],
        find: (typed: readonly string[], ends: AbortSignal) => findModels(index, typed, ends),
      }
    },
    enabled: isRead,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
    structuralSharing: false,
  }).data
  // What was found among the models of another filter does not stand for these.
  const error = all.data === undefined ? all.error : null
  const key = words.join(' ')
  const result = useQuery({
    queryKey: [...modelQueries.root, 'finding', finder?.of, key],
    queryFn: ({ signal }) => finder?.find(key.split(' '), signal) ?? [],
    enabled: isOn && finder !== undefined,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 0,
    structuralSharing: false,
  })
  return {
    found: isOn && !error ? result.data : undefined,
    isStale: all.isPlaceholderData || result.isPlaceholderData,
    error,
    retry: all.refetch,
    read: read ?? 0,
    left: isRead ? leftOf(beside) : undefined,
  }
}

type Beside = { left?: number | undefined; isCut?: boolean | undefined }

function leftOf({
  isPending,
  data: { left, isCut } = {},
}: {
  isPending: boolean
  data?: Beside | undefined
}): NotSearched {
  if (isPending) return 'searching'
  return left === 0 && isCut === false ? undefined : { models: left, versions: isCut }
}
