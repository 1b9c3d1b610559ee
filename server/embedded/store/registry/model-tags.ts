import { invalid } from '#contract/errors.ts'
import type { Tag } from '#contract/values.ts'
import type { VersionId } from '#contract/versions.ts'
import type { Db } from '../../db.ts'
import { requireModel } from './model-rows.ts'
import { checkKey, checkLength } from '../names.ts'
import { requireVersion } from './version-rows.ts'

const MAX_VALUE = 100_000
export const PROMPT = 'mlflow.prompt.is_prompt'

/** Checks the tags of a new model or version (docs/rest-contract.md §1.3). */
export function checkTags(tags: readonly Tag[]): void {
  for (const { key, value } of tags) checkTag(key, value)
}

function checkTag(key: string, value: string) {
  checkKey(key, 'key')
  if (key === 'mlflow.prompt.text' && value.length > MAX_VALUE)
    throw invalid(`Prompt text exceeds max length of ${MAX_VALUE} characters.`)
  checkLength(value, MAX_VALUE, 'value')
}

/** Whether a model with these tags is a prompt; any value of the tag counts (docs/rest-contract.md §8). */
export function isPromptModel(tags: readonly Tag[]): boolean {
  return tags.some(({ key }) => key === PROMPT)
}

/** Whether a version with these tags is a prompt's: the last value must be true, in any case. */
export function isPromptVersion(tags: readonly Tag[]): boolean {
  return tags.findLast(({ key }) => key === PROMPT)?.value.toLowerCase() === 'true'
}

/** Sets or replaces a tag of a model. Throws INVALID_PARAMETER_VALUE and RESOURCE_DOES_NOT_EXIST (docs/rest-contract.md §5). */
export function setModelTag(db: Db, name: string, key: string, value: string): void {
  checkTag(key, value)
  requireModel(db, name)
  db.run('INSERT OR REPLACE INTO registered_model_tags (name, key, value) VALUES (?, ?, ?)', name, key, value)
}

/** Deletes a tag, if it exists (docs/rest-contract.md §5). */
export function deleteModelTag(db: Db, name: string, key: string): void {
  checkKey(key, 'key')
  requireModel(db, name)
  db.run('DELETE FROM registered_model_tags WHERE name = ? AND key = ?', name, key)
}

/** Sets or replaces a tag of a version; throws the same errors (docs/rest-contract.md §6). */
export function setVersionTag(db: Db, id: VersionId, key: string, value: string): void {
  checkTag(key, value)
  const { name, version } = requireVersion(db, id)
  writeVersionTag(db, name, version, { key, value })
}

/** Writes a checked tag of an existing version. */
export function writeVersionTag(db: Db, name: string, version: number, { key, value }: Tag): void {
  db.run(
    'INSERT OR REPLACE INTO model_version_tags (name, version, key, value) VALUES (?, ?, ?, ?)',
    name,
    version,
    key,
    value,
  )
}

/** Deletes a tag, if it exists (docs/rest-contract.md §6). */
export function deleteVersionTag(db: Db, id: VersionId, key: string): void {
  checkKey(key, 'key')
  const { name, version } = requireVersion(db, id)
  db.run('DELETE FROM model_version_tags WHERE name = ? AND version = ? AND key = ?', name, version, key)
}

/** Whether a stored model is a prompt (docs/rest-contract.md §8). */
export function hasPromptTag(db: Db, name: string): boolean {
  return db.get('SELECT 1 FROM registered_model_tags WHERE name = ? AND key = ?', name, PROMPT) !== undefined
}
