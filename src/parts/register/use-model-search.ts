import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { modelQueries } from '../../api/models.ts'
import { useLater } from '../../ui/use-later.ts'

/** The registered models whose names hold `typed`, asked of the server when typing pauses. */
export function useModelSearch(typed: string) {
  const searched = useLater(typed)
  const found = useInfiniteQuery({
    ...modelQueries.pages({ filter: contains(searched), order: 'name ASC' }),
    placeholderData: keepPreviousData,
  })
  const models = found.data?.pages.flatMap((page) => page.models) ?? []
  return {
    models,
    /** The model that has exactly this name. */
    existing: models.find((model) => model.name === typed),
    /** Whether the server has answered for what is typed now. */
    answered: searched === typed && found.isSuccess && !found.isPlaceholderData,
    isFetching: found.isFetching,
  }
}

export type ModelSearch = ReturnType<typeof useModelSearch>

/** MLflow's filters escape nothing: where both quotes are in the way, one is matched by `_`. */
function contains(text: string): string {
  if (text === '') return ''
  if (!text.includes("'")) return `name ILIKE '%${text}%'`
  return text.includes('"') ? `name ILIKE '%${text.replaceAll("'", '_')}%'` : `name ILIKE "%${text}%"`
}
