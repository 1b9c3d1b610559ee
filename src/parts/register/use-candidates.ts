import { useQuery } from '@tanstack/react-query'
import type { LoggedModel } from '#contract/logged-models.ts'
import { loggedPaths } from '#contract/model-history.ts'
import type { Run } from '#contract/runs.ts'
import { loggedModelQueries } from '../../api/logged-models.ts'
import { runQueries } from '../../api/runs.ts'
import type { RegisterSubject } from './subject.ts'
import { type Candidate, ofModel, ofRun } from './candidate.ts'

/** The page below has usually just loaded them, and a write to them makes them stale. */
const staleTime = 60_000

/** The dialog's choices: the one thing it was opened for, or every model of a run; a folder after the models in it. */
export function useCandidates(subject: RegisterSubject) {
  const place = 'owner' in subject ? subject : undefined
  const modelId = place && 'model_id' in place.owner ? place.owner.model_id : ''
  const runId = 'run_id' in subject ? subject.run_id : place && 'run_id' in place.owner ? place.owner.run_id : ''
  // Logged models stand at the root of their run's artifacts.
  const asksModels = runId !== '' && (!place || place.path === '')
  const run = useQuery({ ...runQueries.detail(runId), staleTime, enabled: runId !== '' })
  const model = useQuery({ ...loggedModelQueries.detail(modelId), staleTime, enabled: modelId !== '' })
  const models = useQuery({ ...loggedModelQueries.ofRun(runId), enabled: asksModels })

  const queries = [runId && run, modelId && model, asksModels && models].filter((query) => typeof query === 'object')
  return {
    error: queries.find((query) => query.isError)?.error,
    retry: () => queries.forEach((query) => query.isError && void query.refetch()),
    candidates: queries.some((query) => query.isPending) ? undefined : found(),
  }

  function found(): Candidate[] {
    if (model.data && place) return [ofModel(model.data, place.path)]
    if (!run.data) return []
    // What is not asked for may still be known from before.
    const logged = asksModels ? (models.data ?? []) : []
    return place ? ofFolder(run.data, place.path, logged) : modelsIn(run.data, '', logged)
  }
}

/** A folder or file of a run, after the models that were logged into it. */
const ofFolder = (run: Run, path: string, models: readonly LoggedModel[]): Candidate[] => [
  ...modelsIn(run, path, models),
  ofRun(run, path),
]

/** The models logged below `path`: 3.x keeps them beside the run, 2.x among its artifacts. */
const modelsIn = (run: Run, path: string, models: readonly LoggedModel[]): Candidate[] => [
  ...models.map((model) => ofModel(model, '')),
  ...loggedPaths(run.data.tags)
    .filter((logged) => path === '' || logged.startsWith(`${path}/`))
    .map((logged) => ofRun(run, logged)),
]
