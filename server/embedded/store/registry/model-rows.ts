import { type ApiError, missing } from '#contract/errors.ts'
import type { RegisteredModel } from '#contract/models.ts'
import type { Tag } from '#contract/values.ts'
import type { ModelVersion } from '#contract/versions.ts'
import type { Db } from '../../db.ts'
import { checkModelName } from './model-names.ts'
import { NONE } from './version-rows.ts'

/**
 * The columns of every query on `registered_models AS m`, so that one statement returns rows, tags and aliases. `main.`: those of a row
 * that is shown need no look-up of their own (seen.ts). `weigh`: they may be of any length (weigh.ts).
 */
export const modelColumns = `m.name, m.creation_timestamp, m.last_updated_timestamp,
  iif(weigh(octet_length(m.description)), m.description, '') AS description,
  (SELECT json_group_array(json_object('key', key, 'value', value)) FROM
   (SELECT t.key, t.value FROM main.registered_model_tags AS t
    WHERE t.name = m.name AND weigh(50 + octet_length(t.value)) ORDER BY t.key)) AS tags,
  (SELECT json_group_array(json_object('alias', alias, 'version', CAST(version AS TEXT))) FROM
   (SELECT a.alias, a.version FROM main.aliases AS a WHERE a.name = m.name AND weigh(50) ORDER BY a.alias)) AS aliases`

/** A row as `Db.lists` reads it, column by column. */
export type ModelRow = readonly [
  name: string,
  creation_timestamp: number,
  last_updated_timestamp: number,
  description: string,
  /** JSON, as selected by `modelColumns`. */
  tags: string,
  aliases: string,
]

/** Turns a row into its wire form, without empty fields (docs/rest-contract.md §5). `latest`: the newest versions of each model. */
export function modelOf(
  [name, creation_timestamp, last_updated_timestamp, description, tags, aliases]: ModelRow,
  latest: ReadonlyMap<string, ModelVersion[]>,
): RegisteredModel {
  const model: RegisteredModel = { name, creation_timestamp, last_updated_timestamp }
  const latest_versions = latest.get(name)
  if (description !== '') model.description = description
  if (latest_versions) model.latest_versions = latest_versions
  if (tags !== NONE) model.tags = JSON.parse(tags) as Tag[]
  if (aliases !== NONE) model.aliases = JSON.parse(aliases) as { alias: string; version: string }[]
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
