import { useQueries, useQueryClient } from '@tanstack/react-query'
import type { ModelVersion } from '#contract/versions.ts'
import { knownModels, modelQueries } from '../../api/models.ts'
import { registrationQueries } from '../../api/registrations.ts'
import { agreedTags } from './agreed-tags.ts'
import { useInterest, useMeanings } from './use-meanings.ts'

/** Of more models than this none is asked: it would be many requests, and they would hardly agree. */
export const MOST_MODELS = 3

/**
 * The tags that say what the metrics of these runs mean: those of the models registered from them. They cost no request
 * until somebody points at the metrics or moves the focus there (`interest`, for the element around them). Before that,
 * only what is loaded anyway counts, such as a model that was open before.
 */
export function useMetricTags(runIds: readonly string[]) {
  const { isAsked, interest } = useInterest()
  const names = useQueries({
    // Asking for the versions of many runs is left to the cells that show them.
    queries: runIds.map((id) => ({ ...registrationQueries.ofRun(id), enabled: isAsked && runIds.length === 1 })),
    combine: (results) => namesIn(results.flatMap(({ data }) => data ?? [])),
  })
  return { tags: useModelTags(names, isAsked), interest }
}

/** The names of the models that these are versions of. */
export const namesIn = (versions: readonly ModelVersion[]) => [...new Set(versions.map(({ name }) => name))]

/** The tags on which these models agree, once all of them are loaded; `isAsked` loads them, and the usual sentences. */
export function useModelTags(names: readonly string[], isAsked: boolean) {
  const client = useQueryClient()
  const tags = useQueries({
    queries: (names.length > MOST_MODELS ? [] : names).map((name) => ({
      ...modelQueries.detail(name),
      enabled: isAsked,
      placeholderData: () => knownModels(client).find((model) => model.name === name),
    })),
    combine: (results) => (results.every(({ data }) => data) ? agreedTags(results.map(({ data }) => data?.tags)) : []),
  })
  return useMeanings(tags, isAsked)
}
