import { missing } from '#contract/errors.ts'
import type { Tag } from '#contract/values.ts'
import type { Db } from '../../db.ts'
import { shorten } from '../names.ts'

/** The tag with the run's name: writing one also writes the other (docs/rest-contract.md §3 update). */
export const RUN_NAME = 'mlflow.runName'

/** Sets or replaces a tag with a checked key, of an active run; cuts a long value. */
export function writeRunTag(db: Db, runId: string, tag: Tag): void {
  const value = shorten(tag.value, 8000)
  if (tag.key === RUN_NAME) {
    if (!value) return // ignored, like an empty run_name: a run always has a name
    db.run('UPDATE runs SET run_name = ? WHERE run_id = ?', value, runId)
  }
  db.run(
    `INSERT INTO tags (run_id, key, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value`,
    runId,
    tag.key,
    value,
  )
}

/** Deletes a tag. Throws RESOURCE_DOES_NOT_EXIST if the run does not have it. */
export function removeRunTag(db: Db, runId: string, key: string): void {
  if (db.run('DELETE FROM tags WHERE run_id = ? AND key = ?', runId, key) === 0)
    throw missing(`No tag with name: ${key} in run with id ${runId}`)
}
