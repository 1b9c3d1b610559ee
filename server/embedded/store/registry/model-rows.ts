import { type ApiError, missing } from '#contract/errors.ts'
import type { RegisteredModel } from '#contract/models.ts'
import type { Tag } from '#contract/values.ts'
import type { ModelVersion } from '#contract/versions.ts'
import type { Db } from '../../db.ts'
import { checkModelName } from './model-names.ts'
import { NONE } from './version-rows.ts'

/** The columns of every query on `registered_models AS m`, so that one statement returns rows, tags and aliases. */
export const modelColumns = `m.name, m.creation_timestamp, m.last_updated_timestamp, m.description,
  (SELECT json_group_array(json_object('key', t.key, 'value', t.value) ORDER BY t.key)
   FROM registered_model_tags AS t WHERE t.name = m.name) AS tags,
  (SELECT json_group_array(json_object('alias', a.alias, 'version', CAST(a.version AS TEXT)) ORDER BY a.alias)
   FROM aliases AS a WHERE a.name = m.name) AS aliases`

export type ModelRow = {
  name: string
  creation_timestamp: number
  last_updated_timestamp: number
  description: string
  /** JSON, as selected by `modelColumns`. */
  tags: string
  aliases: string
}

/** Turns a row into its wire form, without empty fields (docs/rest-contract.md §5). */
export function modelOf(row: ModelRow, latest: ModelVersion[]): RegisteredModel {
  const model: RegisteredModel = {
    name: row.name,
    creation_timestamp: row.creation_timestamp,
    last_updated_timestamp: row.last_updated_timestamp,
  }
  if (row.description !== '') model.description = row.description
  if (latest.length > 0) model.latest_versions = latest
  if (row.tags !== NONE) model.tags = JSON.parse(row.tags) as Tag[]
  if (row.aliases !== NONE) model.aliases = JSON.parse(row.aliases) as { alias: string; version: string }[]
  return model
}

/** Throws RESOURCE_DOES_NOT_EXIST unless the model exists. */
export function requireModel(db: Db, name: string): void {
  checkModelName(name)
  if (!modelExists(db, name)) throw missingModel(name)
}

/** MLflow's error for a missing model. */
export const missingModel = (name: string): ApiError => missing(`Registered Model with name=${name} not found`)

/** Whether a model, prompt or not, has this name. */
export function modelExists(db: Db, name: string) {
  return db.get('SELECT 1 FROM registered_models WHERE name = ?', name) !== undefined
}
