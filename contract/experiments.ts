import * as z from 'zod/mini'
import { count, integer, required, strings, tag, tagInputs, text } from './values.ts'

export const experiment = z.object({
  experiment_id: z.string(),
  name: z.string(),
  artifact_location: z.string(),
  lifecycle_stage: z.enum(['active', 'deleted']),
  creation_time: z.optional(count),
  last_update_time: z.optional(count),
  tags: z.optional(z.array(tag)),
})
export type Experiment = z.infer<typeof experiment>

const viewType = z.enum(['ACTIVE_ONLY', 'DELETED_ONLY', 'ALL'])
export type ViewType = z.infer<typeof viewType>
/** A view type as sent: its name, or its number 1, 2, 3 (docs/rest-contract.md §2 search). */
export const viewTypeInput = z.union([
  viewType,
  z.pipe(
    z.union([z.literal(1), z.literal(2), z.literal(3), z.literal('1'), z.literal('2'), z.literal('3')]),
    z.transform((value): ViewType => (['ACTIVE_ONLY', 'DELETED_ONLY', 'ALL'] as const)[Number(value) - 1] ?? 'ALL'),
  ),
])

export const experimentId = z.object({ experiment_id: required })

export const createExperiment = {
  input: z.object({ name: required, artifact_location: text, tags: tagInputs }),
  output: z.object({ experiment_id: z.string() }),
}
export const getExperiment = { input: experimentId, output: z.object({ experiment }) }
export const getExperimentByName = { input: z.object({ experiment_name: required }), output: z.object({ experiment }) }
export const searchExperiments = {
  input: z.object({
    max_results: integer,
    filter: text,
    order_by: z.optional(z.array(z.string())),
    view_type: z.optional(viewTypeInput),
    page_token: text,
  }),
  output: z.object({ experiments: z.optional(z.array(experiment)), next_page_token: text }),
}
export const updateExperiment = { input: z.extend(experimentId, { new_name: required }) }
export const setExperimentTag = {
  input: z.extend(experimentId, { key: required, value: z._default(z.string(), '') }),
}
export const deleteExperimentTag = { input: z.extend(experimentId, { key: required }) }

/** Why an experiment can't have this name, or undefined if it can (docs/rest-contract.md §1.3). */
export function experimentNameProblem(name: string): string | undefined {
  if (name.trim() === '') return 'An experiment needs a name.'
  const length = [...name].length
  return length > 500 ? `Names can have at most 500 characters; this one has ${length}.` : undefined
}

const datasetSummary = z.object({ experiment_id: z.string(), name: z.string(), digest: z.string(), context: text })
export const searchDatasets = {
  input: z.object({ experiment_ids: strings }),
  output: z.object({ dataset_summaries: z.optional(z.array(datasetSummary)) }),
}
