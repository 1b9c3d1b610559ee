import { useQuery } from '@tanstack/react-query'
import type { LoggedModel } from '#contract/logged-models.ts'
import { loggedPaths } from '#contract/model-history.ts'
import { join, type Place, placeUri } from '#contract/model-uri.ts'
import type { Run } from '#contract/runs.ts'
import { loggedModelQueries } from '../../api/logged-models.ts'
import { runQueries } from '../../api/runs.ts'
import type { Subject } from '../RegisterModelDialog.tsx'

/** Something that can be registered, and what a version of it is created with. */
export type Candidate = { label: string; place: Place; source: string; run_id?: string; model_id?: string }

/** What the dialog offers: the one thing it was opened for, or every model of a run. */
export function useCandidates(subject: Subject) {
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

/** A logged model is named by its id; what is inside it by where it is stored. */
function ofModel({ info }: LoggedModel, path: string): Candidate {
  const place = { owner: { model_id: info.model_id }, path }
  const source = path === '' ? placeUri(place) : join(info.artifact_uri ?? '', path)
  const run = info.source_run_id ? { run_id: info.source_run_id } : {}
  return { label: join(info.name, path), place, source, model_id: info.model_id, ...run }
}

const ofRun = ({ info: { run_id, artifact_uri = '' } }: Run, path: string): Candidate => ({
  label: path || 'all artifacts',
  place: { owner: { run_id }, path },
  source: join(artifact_uri, path),
  run_id,
})
