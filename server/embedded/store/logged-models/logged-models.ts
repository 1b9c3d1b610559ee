import type { Checked } from '#contract/endpoints.ts'
import { invalid } from '#contract/errors.ts'
import type { LoggedModel } from '#contract/logged-models.ts'
import type { Wire } from '#contract/values.ts'
import type { Db } from '../../db.ts'
import { quotedText } from '../../python-text.ts'
import { activeExperiment } from '../experiments/experiment-rows.ts'
import { inventName, newId } from '../invented-names.ts'
import { runNotFound } from '../runs/runs.ts'
import { writeModelParams, writeModelTag } from './logged-model-data.ts'
import { loggedModelInParts, loggedModelOf, notFound, statuses } from './logged-model-rows.ts'
import { checkLength } from '../names.ts'
import type { Most } from '../too-much.ts'

const PENDING = 1

/**
 * Creates a logged model, status PENDING until finalized. Names need not be unique. Throws RESOURCE_DOES_NOT_EXIST for a source run that
 * is,
 * for its caller, not there.
 */
export function createLoggedModel(db: Db, input: Checked<'createLoggedModel'>): Wire<LoggedModel> {
  const { name, model_type = '', source_run_id = '', params = [], tags = [] } = input
  if (name) checkName(name)
  checkLength(model_type, 500, 'model_type')
  checkLength(source_run_id, 250, 'source_run_id')
  const experiment = activeExperiment(db, input.experiment_id)
  const id = `m-${newId()}`
  const now = Date.now()
  const made = db.run(
    `INSERT INTO logged_models (model_id, experiment_id, name, creation_timestamp_ms, last_updated_timestamp_ms,
       artifact_uri, status, model_type, source_run_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    experiment.experiment_id,
    name || inventName(),
    now,
    now,
    `${experiment.artifact_location.replace(/\/+$/, '')}/models/${id}/artifacts`,
    PENDING,
    model_type,
    source_run_id,
  )
  // On its caller's view, which takes no rows: the experiment is there, so it is the run that is not (docs/accounts.md §2).
  if (made === 0) throw runNotFound(source_run_id)
  writeModelParams(db, id, params)
  for (const tag of tags) writeModelTag(db, id, tag)
  return loggedModelOf(db, id)
}

/**
 * Reads a logged model. Throws RESOURCE_DOES_NOT_EXIST, for a deleted one too unless `allowDeleted`, and `TooMuch` if it logged more than
 * `most`.
 */
export function getLoggedModel(db: Db, id: string, allowDeleted: boolean, most?: Most): Wire<LoggedModel> {
  checkShown(db, id, allowDeleted)
  return loggedModelOf(db, id, most)
}

/** As `getLoggedModel`, with its lists part by part. */
export function getLoggedModelInParts(db: Db, id: string, allowDeleted: boolean) {
  checkShown(db, id, allowDeleted)
  return loggedModelInParts(db, id)
}

function checkShown(db: Db, id: string, allowDeleted: boolean): void {
  const row = db.get<{ lifecycle_stage: string }>('SELECT lifecycle_stage FROM logged_models WHERE model_id = ?', id)
  if (!row || (row.lifecycle_stage === 'deleted' && !allowDeleted)) throw notFound(id)
}

/** Changes a model's status, by name or by number, from any to any (docs/rest-contract.md §4). */
export function finalizeLoggedModel(
  db: Db,
  { model_id: id, status }: Checked<'finalizeLoggedModel'>,
): Wire<LoggedModel> {
  const number = typeof status === 'string' ? statuses.indexOf(status) : Number(status)
  if (!(number in statuses)) throw invalid(`Invalid value ${status} for parameter 'status' supplied: unknown status.`)
  const changed = db.run(
    'UPDATE logged_models SET status = ?, last_updated_timestamp_ms = ? WHERE model_id = ?',
    number,
    Date.now(),
    id,
  )
  if (changed === 0) throw notFound(id)
  return loggedModelOf(db, id)
}

/** Hides a model from reads and searches; can be repeated. */
export function deleteLoggedModel(db: Db, id: string): void {
  const changed = db.run(
    `UPDATE logged_models SET lifecycle_stage = 'deleted', last_updated_timestamp_ms = ? WHERE model_id = ?`,
    Date.now(),
    id,
  )
  if (changed === 0) throw notFound(id)
}

function checkName(name: string): void {
  if (/[/:.%"']/.test(name) || name.trim() === '')
    throw invalid(
      `Invalid model name (${quotedText(name)}) provided. Model name must be a non-empty string and cannot contain the following characters: ('/', ':', '.', '%', '"', "'")`,
    )
  checkLength(name, 500, 'name')
}
