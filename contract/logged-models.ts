import * as z from 'zod/mini'
import { metric, param } from './runs.ts'
import { artifactList } from './artifacts.ts'
import { count, int64, integer, required, tag, tagInputs, text } from './values.ts'

export const loggedModelStatus = z.enum([
  'LOGGED_MODEL_STATUS_UNSPECIFIED',
  'LOGGED_MODEL_PENDING',
  'LOGGED_MODEL_READY',
  'LOGGED_MODEL_UPLOAD_FAILED',
])

export const loggedModel = z.object({
  info: z.object({
    model_id: z.string(),
    experiment_id: z.string(),
    name: z.string(),
    creation_timestamp_ms: z.optional(count),
    last_updated_timestamp_ms: z.optional(count),
    artifact_uri: text,
    status: z.optional(loggedModelStatus),
    model_type: text,
    source_run_id: text,
    tags: z.optional(z.array(tag)),
  }),
  data: z.optional(
    z.object({
      params: z.optional(z.array(param)),
      metrics: z.optional(
        z.array(z.extend(metric, { dataset_name: text, dataset_digest: text, model_id: text, run_id: text })),
      ),
    }),
  ),
})
export type LoggedModel = z.infer<typeof loggedModel>

const modelId = z.object({ model_id: required })
const answer = z.object({ model: loggedModel })
const params = z.optional(z.array(z.object({ key: required, value: z._default(z.string(), '') })))

export const createLoggedModel = {
  input: z.object({
    experiment_id: required,
    name: text,
    model_type: text,
    source_run_id: text,
    params,
    tags: tagInputs,
  }),
  output: answer,
}
export const getLoggedModel = { input: z.extend(modelId, { allow_deleted: z.optional(z.boolean()) }), output: answer }
export const finalizeLoggedModel = {
  input: z.extend(modelId, { status: z.union([loggedModelStatus, int64]) }),
  output: answer,
}
export const deleteLoggedModel = { input: modelId }
export const logLoggedModelParams = { input: z.extend(modelId, { params }) }
export const setLoggedModelTags = { input: z.extend(modelId, { tags: tagInputs }), output: answer }
export const deleteLoggedModelTag = { input: z.extend(modelId, { key: required }) }
export const searchLoggedModels = {
  input: z.object({
    experiment_ids: z.array(z.string()),
    filter: text,
    datasets: z.optional(z.array(z.object({ dataset_name: text, dataset_digest: text }))),
    max_results: integer,
    order_by: z.optional(
      z.array(
        z.object({
          field_name: required,
          ascending: z._default(z.boolean(), true),
          dataset_name: text,
          dataset_digest: text,
        }),
      ),
    ),
    page_token: text,
  }),
  output: z.object({ models: z.optional(z.array(loggedModel)), next_page_token: text }),
}
export const listLoggedModelArtifacts = {
  input: z.extend(modelId, { artifact_directory_path: text, page_token: text }),
  output: artifactList,
}
