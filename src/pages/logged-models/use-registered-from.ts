import { type QueryClient, useQuery } from '@tanstack/react-query'
import type { LoggedModel } from '#contract/logged-models.ts'
import { placeOfSource } from '#contract/model-uri.ts'
import { registrationQueries } from '../../api/registrations.ts'

/**
 * The versions registered from a logged model or a folder in it, newest first. They name the run that logged it;
 * without a run they are searched by the model itself.
 */
export function useRegisteredFrom({ info: { model_id, source_run_id } }: LoggedModel) {
  const ofRun = useQuery({ ...registrationQueries.ofRun(source_run_id ?? ''), enabled: Boolean(source_run_id) })
  const alone = useQuery({ ...registrationQueries.ofLoggedModel(model_id), enabled: !source_run_id })
  const query = source_run_id ? ofRun : alone
  const versions = (query.data ?? []).filter((version) => {
    const owner = placeOfSource(version.source ?? '', version.run_id, version.model_id)?.owner
    return owner !== undefined && 'model_id' in owner && owner.model_id === model_id
  })
  return { versions, query }
}

/** Asks for what may be registered from it before that is drawn. */
export const askRegisteredFrom = async (client: QueryClient, { model_id, source_run_id }: LoggedModel['info']) =>
  source_run_id
    ? client.query(registrationQueries.ofRun(source_run_id))
    : client.query(registrationQueries.ofLoggedModel(model_id))
