import { keepPreviousData, useInfiniteQuery, useIsMutating } from '@tanstack/react-query'
import { containing } from '#contract/filter/containing.ts'
import { modelQueries, registering } from '../../api/models.ts'
import type { NameSearch } from '../../api/search/by-name.ts'
import { equals } from '#contract/filter/equals.ts'
import { readingOf } from '../../ui/feedback/reads.ts'
import { useLater } from '../../ui/use-later.ts'

/** The registered models whose names contain `text`, requested when typing pauses; not before somebody `wants` them. */
export function useModelSearch(text: string, wants = true) {
  const typed = text.trim()
  const searched = useLater(typed)
  // Registering refetches the registry, and this list would be fetched only to close.
  const isRegistering = useIsMutating({ mutationKey: registering }) > 0
  const found = useInfiniteQuery({
    ...modelQueries.pages({ ...namesWith(searched), order: 'name ASC' }),
    enabled: wants && !isRegistering,
    placeholderData: keepPreviousData,
  })
  const models = found.data?.pages.flatMap((page) => page.models) ?? []
  const isCurrent = searched === typed && found.data !== undefined && !found.isPlaceholderData
  // For a short, common name, the model itself may not be on a loaded page.
  const isCut = isCurrent && typed !== '' && found.hasNextPage
  const isAbsent = (name: string) => !models.some((model) => model.name === name)
  const asTyped = useExact(typed, isCut && isAbsent(typed) && !isRegistering)
  const asText = useExact(text, isCut && text !== typed && isAbsent(text) && !isRegistering)
  return {
    models,
    /** The model with exactly this name: `text`, with or without the spaces around it. */
    named: (name: string) => [...models, ...asTyped.models, ...asText.models].find((model) => model.name === name),
    /** Whether the answer is for the current text. */
    answered: isCurrent && !asTyped.isAsking && !asText.isAsking,
    /** Why it cannot be answered. */
    reading: readingOf([found, asTyped.found, asText.found]),
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
    found,
    models: found.data?.pages.flatMap((page) => page.models) ?? [],
    isAsking: enabled && found.data === undefined,
  }
}

/** The whole text as one word: names have spaces. */
function namesWith(text: string): NameSearch {
  if (text === '') return { filter: '' }
  const { comparison, isLoose } = containing('name', text)
  return { filter: comparison, words: [text], isLoose }
}
