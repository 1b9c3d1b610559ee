import * as z from 'zod/mini'
import { count, integer, required, strings, tag, tagInput, tagInputs, text } from './values.ts'
import { modelVersion } from './versions.ts'

export const registeredModel = z.object({
  name: z.string(),
  creation_timestamp: z.optional(count),
  last_updated_timestamp: z.optional(count),
  description: text,
  /** The newest version of each stage, without aliases (rest-contract §5). */
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

/** Why a registered model cannot have this name, or undefined when it can (rest-contract §1.3, robustness M03). */
export function modelNameProblem(name: string): string | undefined {
  if (name.trim() === '') return 'A model needs a name.'
  if (/[/:]/.test(name)) return 'Names cannot contain “/” or “:”.'
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what is refused
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(name)) return 'Names cannot contain control characters.'
  if (/^\.\.?$/.test(name) || name.startsWith('..')) return 'Names cannot start with “..” or be “.”.'
  if (name.length > 256) return `Names can have at most 256 characters; this one has ${name.length}.`
  return undefined
}

/** Why an alias cannot be set, or undefined when it can (rest-contract §1.3). */
export function aliasProblem(alias: string): string | undefined {
  if (alias === '') return 'An alias needs a name.'
  if (alias.length > 255) return `Aliases can have at most 255 characters; this one has ${alias.length}.`
  if (!/^[\p{L}\p{N}_-]+$/u.test(alias)) return 'Aliases may have letters, digits, “_” and “-” only.'
  if (/^latest$/i.test(alias)) return '“latest” always means the newest version and cannot be set.'
  if (/^v\d+$/i.test(alias)) return 'An alias cannot look like a version number (v1).'
  return undefined
}
