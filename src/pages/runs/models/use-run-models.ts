import { useQuery } from '@tanstack/react-query'
import type { LoggedModel } from '#contract/logged-models.ts'
import { loggedPaths } from '#contract/model-history.ts'
import { type Place, placeUri } from '#contract/model-uri.ts'
import type { Run } from '#contract/runs.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { loggedModelQueries } from '../../../api/logged-models.ts'
import { registeredAt, registrationQueries } from '../../../api/registrations.ts'

/** A model logged by a run: a logged model (3.x) or an artifact folder (2.x). */
export type RunModel = {
  name: string
  place: Place
  logged: LoggedModel | undefined
  versions: readonly ModelVersion[]
}

/** Polling interval in ms. */
const POLL = 3000
const isPending = (model: LoggedModel) => model.info.status === 'LOGGED_MODEL_PENDING'

/** The models of a run with their registered versions, and the versions registered from anything else in it. */
export function useRunModels({ info, data, outputs }: Run) {
  const { run_id, status } = info
  const ids = new Set(outputs?.model_outputs?.map(({ model_id }) => model_id))
  const hasLogged = ids.size > 0
  const logged = useQuery({
    ...loggedModelQueries.ofRun(run_id),
    enabled: hasLogged,
    // Poll while files are uploading, or while a running run may log another model.
    refetchInterval: ({ state: { data } }) =>
      data?.some(isPending) || (status === 'RUNNING' && data && data.length < ids.size) ? POLL : false,
  })
  const versions = useQuery(registrationQueries.ofRun(run_id))
  const registered = versions.data ?? []

  const places = [
    ...(logged.data ?? []).map((model) => ({
      name: model.info.name,
      place: { owner: { model_id: model.info.model_id }, path: '' },
      logged: model,
    })),
    ...loggedPaths(data.tags).map((path) => ({ name: path, place: { owner: { run_id }, path }, logged: undefined })),
  ]
  const models: RunModel[] = places.map((model) => ({ ...model, versions: registeredAt(registered, model.place) }))
  const known = new Set(models.flatMap((model) => model.versions))
  return {
    models,
    others: registered.filter((version) => !known.has(version)),
    isPending: versions.isPending || (hasLogged && logged.isPending),
    failures: [
      { title: 'The logged models could not be loaded', query: logged },
      { title: 'The registered versions could not be loaded', query: versions },
    ].filter(({ query }) => query.isError && !query.data),
  }
}

export const modelKey = ({ place }: RunModel): string => placeUri(place)
