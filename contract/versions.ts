import * as z from 'zod/mini'
import { stages } from './stages.ts'
import { count, integer, required, strings, tag, tagInput, tagInputs, text } from './values.ts'

export const stage = z.enum(stages)
export type Stage = z.infer<typeof stage>

const versionStatus = z.enum(['PENDING_REGISTRATION', 'FAILED_REGISTRATION', 'READY'])

export const modelVersion = z.object({
  name: z.string(),
  version: z.string(),
  creation_timestamp: z.optional(count),
  last_updated_timestamp: z.optional(count),
  current_stage: z.optional(stage),
  description: text,
  source: text,
  run_id: text,
  run_link: text,
  status: z.optional(versionStatus),
  status_message: text,
  tags: z.optional(z.array(tag)),
  /** Missing in `searchVersions` and `latest_versions`: take them from the registered model there (docs/rest-contract.md §6). */
  aliases: strings,
  model_id: text,
})
export type ModelVersion = z.infer<typeof modelVersion>

export const versionId = z.object({ name: required, version: required })
export type VersionId = z.infer<typeof versionId>
const answer = z.object({ model_version: modelVersion })

export const createVersion = {
  input: z.object({
    name: required,
    source: required,
    run_id: text,
    run_link: text,
    description: text,
    tags: tagInputs,
    model_id: text,
  }),
  output: answer,
}
export const getVersion = { input: versionId, output: answer }
export const updateVersion = { input: z.extend(versionId, { description: text }), output: answer }
export const transitionStage = {
  /** Accepts stage names in any case and stores them as in `stages` (docs/rest-contract.md §6). */
  input: z.extend(versionId, { stage: required, archive_existing_versions: z._default(z.boolean(), false) }),
  output: answer,
}
export const deleteVersion = { input: versionId }
export const searchVersions = {
  input: z.object({ filter: text, max_results: integer, order_by: strings, page_token: text }),
  output: z.object({ model_versions: z.optional(z.array(modelVersion)), next_page_token: text }),
}
export const getDownloadUri = { input: versionId, output: z.object({ artifact_uri: z.string() }) }
export const setVersionTag = { input: z.extend(versionId, tagInput.shape) }
export const deleteVersionTag = { input: z.extend(versionId, { key: required }) }
