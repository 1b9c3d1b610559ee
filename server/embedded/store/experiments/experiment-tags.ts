import { missing } from '#contract/errors.ts'
import type { Tag } from '#contract/values.ts'
import type { Db } from '../../db.ts'
import { activeExperiment } from './experiment-rows.ts'
import { checkKey, checkLength } from '../names.ts'

/** Writes one tag of an active experiment over its old value. As in MLflow this is no update of the experiment. */
export function setExperimentTag(db: Db, id: string, tag: Tag): void {
  checkExperimentTag(tag)
  const { experiment_id } = activeExperiment(db, id)
  writeExperimentTag(db, experiment_id, tag)
}

/** Deletes a tag. Throws RESOURCE_DOES_NOT_EXIST if it does not exist. */
export function deleteExperimentTag(db: Db, id: string, key: string): void {
  const { experiment_id } = activeExperiment(db, id)
  const removed = db.run('DELETE FROM experiment_tags WHERE experiment_id = ? AND key = ?', experiment_id, key)
  if (removed === 0) throw missing(`No tag with name: ${key} in experiment with id ${experiment_id}`)
}

/** Refuses a long value, where runs cut it (docs/rest-contract.md §1.3). */
export function checkExperimentTag({ key, value }: Tag): void {
  checkKey(key, 'key')
  checkLength(value, 20_000, 'value')
}

/** Writes a checked tag of an existing experiment. */
export function writeExperimentTag(db: Db, id: string | number, { key, value }: Tag): void {
  db.run(
    `INSERT INTO experiment_tags (experiment_id, key, value) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value`,
    id,
    key,
    value,
  )
}
