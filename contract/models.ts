import * as z from 'zod/mini'
import { count, integer, required, strings, tag, tagInput, tagInputs, text } from './values.ts'
import { modelVersion } from './versions.ts'

export const registeredModel = z.object({
  name: z.string(),
  creation_timestamp: z.optional(count),
  last_updated_timestamp: z.optional(count),
  description: text,
  /** The newest version of each stage, without aliases (docs/rest-contract.md §5). */
  latest_versions: z.optional(z.array(modelVersion)),
  tags: z.optional(z.array(tag)),
  aliases: z.optional(z.array(z.object({ alias: z.string(), version: z.string() }))),
})
export type RegisteredModel = z.infer<typeof registeredModel>

const modelName = z.object({ name: required })
const answer = z.object({ registered_model: registeredModel })

export const createModel = {
  input: z.extend(modelName, { description: text, tags: tagInputs }),
  output: answer,
}
export const getModel = { input: modelName, output: answer }
export const updateModel = { input: z.extend(modelName, { description: text }), output: answer }
export const renameModel = { input: z.extend(modelName, { new_name: required }), output: answer }
export const deleteModel = { input: modelName }
export const searchModels = {
  input: z.object({ filter: text, max_results: integer, order_by: strings, page_token: text }),
  output: z.object({ registered_models: z.optional(z.array(registeredModel)), next_page_token: text }),
}
export const getLatestVersions = {
  input: z.extend(modelName, { stages: strings }),
  output: z.object({ model_versions: z.optional(z.array(modelVersion)) }),
}
export const setModelTag = { input: z.extend(modelName, tagInput.shape) }
export const deleteModelTag = { input: z.extend(modelName, { key: required }) }
export const setAlias = { input: z.extend(modelName, { alias: required, version: required }) }
export const deleteAlias = { input: z.extend(modelName, { alias: required }) }
export const getVersionByAlias = {
  input: z.extend(modelName, { alias: required }),
  output: z.object({ model_version: modelVersion }),
}
