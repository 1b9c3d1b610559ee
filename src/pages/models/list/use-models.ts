import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { RegisteredModel } from '#contract/models.ts'
import { serverFinds } from '../../../api/search/find-models.ts'
import { modelQueries } from '../../../api/models.ts'
import { readSearch } from '../../../grammar-search.ts'
import { isIn, stageOf } from './model-match.ts'
import { useFoundModels } from './use-found-models.ts'

/**
 * The matching models. Words find them by anything, once all models are read; until then by their names. Without words,
 * page by page in the server's order; for orders and filters that no server supports, all of them, to sort and filter here.
 * `order` is an order_by element, or undefined if the server has none; `isRanked` if nobody has chosen one.
 */
export function useModels(text: string, params: URLSearchParams, order: string | undefined, isRanked: boolean) {
  const stage = stageOf(params.get('stage'))
  const { filter, words, rest, isLoose } = useMemo(() => readSearch('models', text), [text])
  const search = { filter, words, isLoose }
  const isWordy = words.length > 0
  const isWhole = stage !== undefined || order === undefined
  const finder = useFoundModels(words, rest, isWhole || !isRanked)
  const { found, byName, isStale, error: unread, retry: readAgain } = finder
  const isFinding = isWordy && found === undefined && !unread
  const needsAll = !isWordy && isWhole
  const pages = useInfiniteQuery({
    ...modelQueries.pages({ ...search, order: order ?? 'name ASC' }),
    enabled: !needsAll && found === undefined && !(isWordy && serverFinds),
    placeholderData: keepPreviousData,
    // Show the model of a user who follows the first steps.
    refetchInterval: ({ state }) => (!filter && state.data?.pages[0]?.models.length === 0 ? 5000 : false),
  })
  const all = useQuery({ ...modelQueries.all(search), enabled: needsAll, placeholderData: keepPreviousData })
  const listed = needsAll ? all.data : pages.data
  // Another array would be sorted and drawn again.
  const models = useMemo(() => {
    const candidates: readonly RegisteredModel[] | undefined =
      found?.map(({ model }) => model) ??
      (listed && 'pages' in listed ? listed.pages.flatMap((it) => it.models) : listed)
    return stage ? candidates?.filter((model) => isIn(model, stage)) : candidates
  }, [found, listed, stage])
  const asked = needsAll ? all : pages
  return {
    models,
    isWordy,
    /** What was found of each, by its name. */
    byName,
    /** Set when more pages load on scrolling. */
    paged: found ? finder.paged : needsAll ? undefined : pages,
    /** How many are found, if the server says so. */
    total: found && !stage ? finder.total : undefined,
    isStale: found === undefined ? asked.isPlaceholderData : isStale,
    error: serverFinds && unread ? unread : found === undefined && asked.isError && !models ? asked.error : undefined,
    retry: () => void (unread ? readAgain() : asked.refetch()),
    /** The rows are all here and in no chosen order: the browser sorts. */
    sortsHere: needsAll || (found !== undefined && !isRanked),
    isFiltered: stage !== undefined,
    /** How far reading all models is, while names alone are searched. */
    progress: isFinding ? finder.read : undefined,
    left: found && finder.left,
    isLoadingAll: needsAll && !all.data,
    question: JSON.stringify([search, stage]),
  }
}
