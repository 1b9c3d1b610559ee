import { invalid } from '#contract/errors.ts'
import type { LoggedModel } from '#contract/logged-models.ts'
import type { Param } from '#contract/runs.ts'
import type { Tag, Wire } from '#contract/values.ts'
import { missing } from '#contract/errors.ts'
import type { Db } from '../../db.ts'
import { loggedModelOf, notFound } from './logged-model-rows.ts'
import { checkLength } from '../names.ts'

/** Adds params to a logged model. Refuses another value for an existing param. */
export function logLoggedModelParams(db: Db, id: string, params: Param[] = []): void {
  checkThere(db, id)
  writeModelParams(db, id, params)
}

/** Sets or replaces tags; their keys can be anything (docs/rest-contract.md §1.3). */
export function setLoggedModelTags(db: Db, id: string, tags: Tag[] = []): Wire<LoggedModel> {
  checkThere(db, id)
  for (const tag of tags) writeModelTag(db, id, tag)
  return loggedModelOf(db, id)
}

/** Deletes a tag. Throws RESOURCE_DOES_NOT_EXIST if the tag or the model does not exist. */
export function deleteLoggedModelTag(db: Db, id: string, key: string): void {
  checkThere(db, id)
  if (db.run('DELETE FROM logged_model_tags WHERE model_id = ? AND key = ?', id, key) === 0)
    throw missing(`No tag with key '${key}' found for model with ID '${id}'.`)
}

function checkThere(db: Db, id: string): void {
  if (!db.get('SELECT 1 FROM logged_models WHERE model_id = ?', id)) throw notFound(id)
}

/** As logLoggedModelParams, for an existing model. */
export function writeModelParams(db: Db, id: string, params: Param[]): void {
  for (const { key, value } of params) {
    checkLength(key, 250, 'Param key')
    const added = db.run(
      'INSERT OR IGNORE INTO logged_model_params (model_id, key, value) VALUES (?, ?, ?)',
      id,
      key,
      value,
    )
    if (added === 1) continue
    const old = db.get<Param>('SELECT key, value FROM logged_model_params WHERE model_id = ? AND key = ?', id, key)
    if (old && old.value !== value)
      throw invalid(
        `Changing param values is not allowed. Param with key='${key}' was already logged with value='${old.value}' for model ID='${id}'. Attempted logging new value '${value}'.`,
      )
  }
}

/** As setLoggedModelTags, for one tag of an existing model. */
export function writeModelTag(db: Db, id: string, { key, value }: Tag): void {
  checkLength(key, 250, 'key')
  checkLength(value, 100_000, 'value')
  db.run(
    `INSERT INTO logged_model_tags (model_id, key, value) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value`,
    id,
    key,
    value,
  )
}
