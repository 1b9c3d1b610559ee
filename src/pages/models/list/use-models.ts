import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { RegisteredModel } from '#contract/models.ts'
import { modelQueries } from '../../../api/models.ts'
import { readSearch } from '../../../grammar-search.ts'
import { isAsked, matches, stageOf } from './model-match.ts'

/**
 * The matching models: page by page in the server's order; for orders and filters that no server supports, all of them,
 * to sort and filter here. `order` is an order_by element, or undefined if the server has none.
 */
export function useModels(text: string, params: URLSearchParams, order: string | undefined) {
  const inAll = params.get('in') === 'all'
  const stage = stageOf(params.get('stage'))
  const { match, search } = useMemo(() => {
    const { filter, words, rest, isLoose } = readSearch('models', text)
    if (inAll) return { match: { stage, words }, search: { filter: rest } }
    return { match: { stage, words: [] }, search: { filter, words, isLoose } }
  }, [stage, inAll, text])
  const { filter } = search
  const needsAll = isAsked(match) || order === undefined
  const pages = useInfiniteQuery({
    ...modelQueries.pages({ ...search, order: order ?? '' }),
    enabled: !needsAll,
    placeholderData: keepPreviousData,
    // Show the model of a user who follows the first steps.
    refetchInterval: ({ state }) => (!filter && state.data?.pages[0]?.models.length === 0 ? 5000 : false),
  })
  const all = useQuery({ ...modelQueries.all(search), enabled: needsAll, placeholderData: keepPreviousData })
  const matching = useMemo(() => all.data?.filter((model) => matches(model, match)), [all.data, match])
  const asked = needsAll ? all : pages
  const models: readonly RegisteredModel[] | undefined = needsAll
    ? matching
    : pages.data?.pages.flatMap((page) => page.models)
  return {
    models,
    /** Set when more pages load on scrolling. */
    paged: needsAll ? undefined : pages,
    isStale: asked.isPlaceholderData,
    error: asked.isError && !models ? asked.error : undefined,
    retry: () => void asked.refetch(),
    /** The browser filters or sorts, because the server cannot: it needs every model. */
    needsAll,
    isLoadingAll: needsAll && !all.data,
    question: JSON.stringify([search, match]),
  }
}
