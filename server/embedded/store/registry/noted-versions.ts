import { parseJson } from '#contract/python-json.ts'
import type { Db } from '../../db.ts'
import { spacedJson } from '../../python-text.ts'
import { ORIGINS } from '../reviews/chosen-events.ts'

/** The tag of a logged model that lists its versions, for all who read its experiment. */
export const NOTED = 'mlflow.modelVersions'

/** Adds a version to the tag, as MLflow does (docs/rest-contract.md §4, end). */
export function noteVersionOnLoggedModel(db: Db, model_id: string, name: string, version: number): void {
  const row = db.get<{ value: string }>(
    'SELECT value FROM logged_model_tags WHERE model_id = ? AND key = ?',
    model_id,
    NOTED,
  )
  write(db, model_id, [...listIn(row?.value), { name, version }])
}

/** Takes the versions of a model that is closed to everybody out of these tags, also under names that it has had before. */
export function forgetNotedVersions(db: Db, model: string): void {
  const names = namesOf(db, model)
  const isNamed = (entry: unknown) =>
    typeof entry === 'object' && entry !== null && 'name' in entry && names.has(String(entry.name))
  // As the tag is written here, and as others may write it.
  const written = [...names].flatMap((name) =>
    [spacedJson(name), JSON.stringify(name)].map((text) => text.slice(1, -1)),
  )
  for (const { model_id, value } of db.all<{ model_id: string; value: string }>(
    `SELECT model_id, value FROM logged_model_tags AS t
     WHERE key = ? AND EXISTS (SELECT 1 FROM json_each(?) AS n WHERE instr(t.value, n.value) > 0)`,
    NOTED,
    JSON.stringify(written),
  )) {
    const list = listIn(value)
    const left = list.filter((entry) => !isNamed(entry))
    if (left.length > 0 && left.length < list.length) write(db, model_id, left)
    else if (left.length < list.length)
      db.run('DELETE FROM logged_model_tags WHERE model_id = ? AND key = ?', model_id, NOTED)
  }
}

/** The names of a model, now and before, without those that are another model's now. */
function namesOf(db: Db, model: string): ReadonlySet<string> {
  const before = db.all<{ name: string }>(
    `SELECT e.data ->> '$.from' AS name FROM registered_models AS m CROSS JOIN ${ORIGINS} AND e.log = m.review_log
       AND m.name = ? AND e.kind = 'renamed'
       AND NOT EXISTS (SELECT 1 FROM registered_models AS o WHERE o.name = e.data ->> '$.from')`,
    model,
  )
  return new Set([model, ...before.map(({ name }) => name)])
}

const write = (db: Db, model_id: string, list: unknown[]) =>
  db.run(
    'INSERT OR REPLACE INTO logged_model_tags (model_id, key, value) VALUES (?, ?, ?)',
    model_id,
    NOTED,
    spacedJson(list),
  )

/** Anyone can write this tag: what is no list starts a new one. */
function listIn(value: string | undefined): unknown[] {
  try {
    const list = parseJson(value ?? '[]')
    return Array.isArray(list) ? list : []
  } catch {
    return []
  }
}
