import { useQuery } from '@tanstack/react-query'
import { ApiError } from '#contract/errors.ts'
import type { Place } from '#contract/model-uri.ts'
import { loggedModelQueries } from '../api/logged-models.ts'
import { runQueries } from '../api/runs.ts'

/**
 * Whether the run or logged model that files belong to is not on this server, as after it was deleted. Asked only while
 * `asks`, when its files were not found; undefined until it is known. A version still has its files then.
 */
export function useOwnerGone(place: Place | undefined, asks: boolean): boolean | undefined {
  const modelId = place && 'model_id' in place.owner ? place.owner.model_id : ''
  const runId = place && 'run_id' in place.owner ? place.owner.run_id : ''
  const model = useQuery({ ...loggedModelQueries.detail(modelId), enabled: asks && modelId !== '' })
  const run = useQuery({ ...runQueries.detail(runId), enabled: asks && runId !== '' })
  if (!asks || (!modelId && !runId)) return false
  const owner = modelId ? model : run
  if (owner.isPending) return undefined
  return isNotFound(owner.error)
}

/** What is not there, as all versions of MLflow say it. */
export const isNotFound = (error: Error | null): boolean => error instanceof ApiError && error.status === 404
