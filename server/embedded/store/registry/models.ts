import { ApiError } from '#contract/errors.ts'
import type { RegisteredModel } from '#contract/models.ts'
import type { Tag } from '#contract/values.ts'
import type { Db } from '../../db.ts'
import { latestVersions } from './latest-versions.ts'
import { checkDescription, checkModelName } from './model-names.ts'
import { missingModel, modelColumns, modelExists, modelOf, type ModelRow, requireModel } from './model-rows.ts'
import { checkTags, isPromptModel } from './model-tags.ts'

/**
 * Creates a model without versions. If the name is taken, the Python client needs RESOURCE_ALREADY_EXISTS to go on (docs/rest-contract.md
 * §12.2).
 */
export function createModel(db: Db, name: string, description = '', tags: Tag[] = []): RegisteredModel {
  checkModelName(name)
  checkTags(tags)
  checkDescription(description)
  if (modelExists(db, name)) throw nameTaken(db, name, tags)
  const now = Date.now()
  db.run(
    'INSERT INTO registered_models (name, creation_timestamp, last_updated_timestamp, description) VALUES (?, ?, ?, ?)',
    name,
    now,
    now,
    description,
  )
  for (const { key, value } of tags)
    db.run('INSERT OR REPLACE INTO registered_model_tags (name, key, value) VALUES (?, ?, ?)', name, key, value)
  return getModel(db, name)
}

/** Reads one model or prompt. Throws RESOURCE_DOES_NOT_EXIST. */
export function getModel(db: Db, name: string): RegisteredModel {
  checkModelName(name)
  const [row] = db.lists<ModelRow>(`SELECT ${modelColumns} FROM registered_models AS m WHERE m.name = ?`, name)
  if (!row) throw missingModel(name)
  return modelOf(row, latestVersions(db, [name]))
}

/** Sets the description, or clears it if left out, as MLflow does (docs/rest-contract.md §12.6). */
export function updateModel(db: Db, name: string, description = ''): RegisteredModel {
  checkDescription(description)
  requireModel(db, name)
  db.run(
    'UPDATE registered_models SET description = ?, last_updated_timestamp = ? WHERE name = ?',
    description,
    Date.now(),
    name,
  )
  return getModel(db, name)
}

/** Renames a model. Its versions, tags and aliases follow through their foreign keys. */
export function renameModel(db: Db, name: string, newName: string): RegisteredModel {
  checkModelName(newName, 'new_name')
  requireModel(db, name)
  if (newName !== name && modelExists(db, newName))
    throw alreadyExists(`Registered Model (name=${newName}) already exists.`)
  const now = Date.now()
  db.run('UPDATE registered_models SET name = ?, last_updated_timestamp = ? WHERE name = ?', newName, now, name)
  db.run('UPDATE model_versions SET last_updated_timestamp = ? WHERE name = ?', now, newName)
  return getModel(db, newName)
}

/** Deletes a model with all its versions in any stage. A new model of that name starts at version 1. */
export function deleteModel(db: Db, name: string): void {
  checkModelName(name)
  if (db.run('DELETE FROM registered_models WHERE name = ?', name) === 0) throw missingModel(name)
}

function nameTaken(db: Db, name: string, tags: Tag[]) {
  const old = isPromptModel(getModel(db, name).tags ?? []) ? 'Prompt' : 'Registered Model'
  const wanted = isPromptModel(tags) ? 'Prompt' : 'Registered Model'
  if (old === wanted) return alreadyExists(`${wanted} (name=${name}) already exists.`)
  return alreadyExists(
    `Tried to create a ${wanted.toLowerCase()} with name '${name}', but the name is already taken by a ${old.toLowerCase()}. MLflow does not allow creating a model and a prompt with the same name.`,
  )
}

const alreadyExists = (message: string) => new ApiError('RESOURCE_ALREADY_EXISTS', message)
