import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { RegisteredModel } from '#contract/models.ts'
import { modelQueries } from '../../api/models.ts'
import { equals } from '../../api/search-filter.ts'
import { useLater } from '../../ui/use-later.ts'

/** The registered models whose names hold `typed`, asked of the server when typing pauses. */
export function useModelSearch(typed: string) {
  const searched = useLater(typed)
  const found = useInfiniteQuery({
    ...modelQueries.pages({ filter: contains(searched), order: 'name ASC' }),
    placeholderData: keepPreviousData,
  })
  const models = found.data?.pages.flatMap((page) => page.models) ?? []
  const named = (model: RegisteredModel) => model.name === typed
  const isCurrent = searched === typed && found.isSuccess && !found.isPlaceholderData
  // Of a short name that very many hold, the model itself may be on no page that is here.
  const isCut = isCurrent && typed !== '' && found.hasNextPage && !models.some(named)
  const exact = useInfiniteQuery({
    ...modelQueries.pages({ filter: equals('name', typed), order: 'name ASC' }),
    enabled: isCut,
  })
  return {
    models,
    /** The model that has exactly this name. */
    existing: models.find(named) ?? exact.data?.pages.flatMap((page) => page.models).find(named),
    /** Whether the server has answered for what is typed now. */
    answered: isCurrent && (!isCut || exact.isSuccess),
    isFetching: found.isFetching || exact.isFetching,
  }
}

export type ModelSearch = ReturnType<typeof useModelSearch>

/** MLflow's filters escape nothing: where both quotes are in the way, one is matched by `_`. */
function contains(text: string): string {
  if (text === '') return ''
  if (!text.includes("'")) return `name ILIKE '%${text}%'`
  return text.includes('"') ? `name ILIKE '%${text.replaceAll("'", '_')}%'` : `name ILIKE "%${text}%"`
}
