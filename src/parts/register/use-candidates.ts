import { useQuery } from '@tanstack/react-query'
import { loggedPaths } from '#contract/model-history.ts'
import { loggedModelQueries } from '../../api/logged-models.ts'
import { runQueries } from '../../api/runs.ts'
import type { RegisterSubject } from './subject.ts'
import { type Candidate, ofModel, ofRun } from './candidate.ts'

/** The dialog's choices: the one thing it was opened for, or every model of a run. */
export function useCandidates(subject: RegisterSubject) {
  const place = 'owner' in subject ? subject : undefined
  const modelId = place && 'model_id' in place.owner ? place.owner.model_id : ''
  const runId = 'run_id' in subject ? subject.run_id : place && 'run_id' in place.owner ? place.owner.run_id : ''
  const run = useQuery({ ...runQueries.detail(runId), enabled: runId !== '' })
  const model = useQuery({ ...loggedModelQueries.detail(modelId), enabled: modelId !== '' })
  const models = useQuery({ ...loggedModelQueries.ofRun(runId), enabled: place === undefined })

  const queries = [runId && run, modelId && model, !place && models].filter((query) => typeof query === 'object')
  return {
    error: queries.find((query) => query.isError)?.error,
    retry: () => queries.forEach((query) => query.isError && void query.refetch()),
    candidates: queries.some((query) => query.isPending) ? undefined : found(),
  }

  function found(): Candidate[] {
    if (model.data && place) return [ofModel(model.data, place.path)]
    if (!run.data) return []
    if (place) return [ofRun(run.data, place.path)]
    return [
      ...(models.data ?? []).map((model) => ofModel(model, '')),
      ...loggedPaths(run.data.data.tags).map((path) => ofRun(run.data, path)),
    ]
  }
}
