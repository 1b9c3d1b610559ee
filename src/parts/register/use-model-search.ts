import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { modelQueries } from '../../api/models.ts'
import { equals } from '../../api/search-filter.ts'
import { useLater } from '../../ui/use-later.ts'

/** The registered models whose names hold `text`, asked of the server when typing pauses. */
export function useModelSearch(text: string) {
  const typed = text.trim()
  const searched = useLater(typed)
  const found = useInfiniteQuery({
    ...modelQueries.pages({ filter: contains(searched), order: 'name ASC' }),
    placeholderData: keepPreviousData,
  })
  const models = found.data?.pages.flatMap((page) => page.models) ?? []
  const isCurrent = searched === typed && found.isSuccess && !found.isPlaceholderData
  // Of a short name that very many hold, the model itself may be on no page that is here.
  const isCut = isCurrent && typed !== '' && found.hasNextPage
  const isAbsent = (name: string) => !models.some((model) => model.name === name)
  const asTyped = useExact(typed, isCut && isAbsent(typed))
  const asText = useExact(text, isCut && text !== typed && isAbsent(text))
  return {
    models,
    /** The model that has exactly this name: `text`, or that without the spaces around it. */
    named: (name: string) => [...models, ...asTyped.models, ...asText.models].find((model) => model.name === name),
    /** Whether the server has answered for what is typed now. */
    answered: isCurrent && !asTyped.isAsking && !asText.isAsking,
    isFetching: found.isFetching || asTyped.isAsking || asText.isAsking,
  }
}

export type ModelSearch = ReturnType<typeof useModelSearch>

function useExact(name: string, enabled: boolean) {
  const found = useInfiniteQuery({
    ...modelQueries.pages({ filter: equals('name', name), order: 'name ASC' }),
    enabled,
  })
  return {
    models: found.data?.pages.flatMap((page) => page.models) ?? [],
    isAsking: enabled && !found.isSuccess,
  }
}

/** MLflow's filters escape nothing: where both quotes are in the way, one is matched by `_`. */
function contains(text: string): string {
  if (text === '') return ''
  if (!text.includes("'")) return `name ILIKE '%${text}%'`
  return text.includes('"') ? `name ILIKE '%${text.replaceAll("'", '_')}%'` : `name ILIKE "%${text}%"`
}
