import type { Checked } from '#contract/endpoints.ts'
import { ApiError, invalid, missing } from '#contract/errors.ts'
import type { Db } from '../../db.ts'
import { checkLocation } from './artifact-location.ts'
import { experimentIdOf, getExperiment } from './experiment-rows.ts'
import { checkExperimentTag, writeExperimentTag } from './experiment-tags.ts'
import { checkLength } from '../names.ts'

/** Gives the new id. `allowed` are the local or foreign places an artifact_location may be in. */
export function createExperiment(db: Db, input: Checked<'createExperiment'>, allowed: readonly string[]): string {
  const { name, artifact_location: location, tags = [] } = input
  checkName(name)
  if (location) checkLocation(location, allowed)
  for (const tag of tags) checkExperimentTag(tag)
  checkNameIsFree(db, name)
  const now = Date.now()
  const id = db.get<{ id: number }>(
    `INSERT INTO experiments (name, artifact_location, creation_time, last_update_time)
     VALUES (?, ?, ?, ?) RETURNING experiment_id AS id`,
    name,
    location ?? '',
    now,
    now,
  )?.id
  const experimentId = String(id)
  if (!location)
    db.run(
      'UPDATE experiments SET artifact_location = ? WHERE experiment_id = ?',
      `mlflow-artifacts:/${id}`,
      experimentId,
    )
  for (const tag of tags) writeExperimentTag(db, experimentId, tag)
  return experimentId
}

/** Renames an active experiment. Throws RESOURCE_ALREADY_EXISTS if the name is taken, where MLflow shows its SQL error. */
export function updateExperiment(db: Db, id: string, newName: string): void {
  checkName(newName)
  const experiment = getExperiment(db, id)
  if (experiment.lifecycle_stage !== 'active') throw invalid('Cannot rename a non-active experiment.')
  if (newName !== experiment.name) checkNameIsFree(db, newName)
  db.run(
    'UPDATE experiments SET name = ?, last_update_time = ? WHERE experiment_id = ?',
    newName,
    Date.now(),
    experiment.experiment_id,
  )
}

/** Marks an active experiment and all its runs deleted. */
export function deleteExperiment(db: Db, id: string): void {
  move(db, id, 'active', 'deleted')
}

/** Restores a deleted experiment with all its runs, even those deleted one by one (docs/rest-contract.md §2). */
export function restoreExperiment(db: Db, id: string): void {
  move(db, id, 'deleted', 'active')
}

function move(db: Db, id: string, from: 'active' | 'deleted', to: 'active' | 'deleted'): void {
  const changed = db.run(
    'UPDATE experiments SET lifecycle_stage = ?, last_update_time = ? WHERE experiment_id = ? AND lifecycle_stage = ?',
    to,
    Date.now(),
    experimentIdOf(id),
    from,
  )
  if (changed === 0) throw missing(`No Experiment with id=${id} exists`)
  db.run('UPDATE runs SET lifecycle_stage = ? WHERE experiment_id = ?', to, experimentIdOf(id))
}

function checkName(name: string): void {
  if (name.trim() === '') throw invalid(`Invalid experiment name: '${name}'`)
  checkLength(name, 500, 'name')
}

/** A deleted experiment keeps its name (docs/rest-contract.md §1.3). */
function checkNameIsFree(db: Db, name: string): void {
  if (!db.get('SELECT 1 FROM experiments WHERE name = ?', name)) return
  throw new ApiError('RESOURCE_ALREADY_EXISTS', `Experiment(name=${name}) already exists.`)
}
