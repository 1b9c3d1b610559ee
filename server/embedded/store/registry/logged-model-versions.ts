import { parseJson } from '#contract/python-json.ts'
import type { Db } from '../../db.ts'
import { spacedJson } from '../../python-text.ts'

const TAG = 'mlflow.modelVersions'

/** Adds a version to the logged model's tag that lists its versions, as MLflow does (docs/rest-contract.md §4, end). */
export function noteVersionOnLoggedModel(db: Db, model_id: string, name: string, version: number): void {
  const row = db.get<{ value: string }>(
    'SELECT value FROM logged_model_tags WHERE model_id = ? AND key = ?',
    model_id,
    TAG,
  )
  db.run(
    'INSERT OR REPLACE INTO logged_model_tags (model_id, key, value) VALUES (?, ?, ?)',
    model_id,
    TAG,
    spacedJson([...listIn(row?.value), { name, version }]),
  )
}

/** Anyone can write this tag: what is no list starts a new one. */
function listIn(value: string | undefined): unknown[] {
  try {
    const list = parseJson(value ?? '[]')
    return Array.isArray(list) ? list : []
  } catch {
    return []
  }
}
