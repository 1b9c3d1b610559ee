import { placeOfSource } from '#contract/model-uri.ts'
import { type Ask, askListedModel } from './first-files.ts'

/** Registry health checks more versions than these one after the other, and says how many it has. */
const FIRST = 12

/**
 * All models, and the model in the folder of each version that Registry health checks first. Folders within are left to the page: listing them
 * takes long.
 */
export async function askHealth(ask: Pick<Ask, 'call' | 'get'>) {
  const { registered_models = [] } = await ask.call('searchModels', { max_results: 1000, order_by: ['name ASC'] })
  const newest = registered_models
    .flatMap(({ latest_versions = [] }) => latest_versions)
    .filter(({ current_stage }) => current_stage !== 'Archived')
    .slice(0, FIRST)
  const places = newest.flatMap(({ source = '', run_id, model_id }) => placeOfSource(source, run_id, model_id) ?? [])
  await Promise.allSettled(places.map((place) => askListedModel(ask, place)))
}
