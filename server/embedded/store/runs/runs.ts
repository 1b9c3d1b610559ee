import type { Checked } from '#contract/endpoints.ts'
import { invalid, missing } from '#contract/errors.ts'
import type { Run, RunInfo } from '#contract/runs.ts'
import type { Wire } from '#contract/values.ts'
import type { Db } from '../../db.ts'
import { activeExperiment } from '../experiments/experiment-rows.ts'
import { inventName, newId } from '../invented-names.ts'
import { checkKey, checkLength } from '../names.ts'
import type { Most } from '../too-much.ts'
import { runInfosOf, runInParts, runsOf } from './run-rows.ts'
import { RUN_NAME, writeRunTag } from './run-tags.ts'

const MAX_NAME = 500

/** Creates a run with status RUNNING. A missing time is 0 and a missing user '', as in MLflow (docs/rest-contract.md §3). */
export function createRun(db: Db, input: Checked<'createRun'>): Wire<Run> {
  const { experiment_id, user_id = '', start_time = 0, run_name, tags = [] } = input
  if (!experiment_id)
    throw invalid(
      "Missing value for required parameter 'experiment_id'. See the API docs for more information about request parameters.",
    )
  for (const [i, { key }] of tags.entries()) checkKey(key, `tags[${i}].key`)
  const experiment = activeExperiment(db, experiment_id)
  const tagged = tags.findLast(({ key }) => key === RUN_NAME)?.value
  if (run_name && tagged && run_name !== tagged)
    throw invalid(
      `Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values (run_name='${run_name}', mlflow.runName='${tagged}').`,
    )
  const name = run_name || tagged || inventName()
  checkLength(name, MAX_NAME, 'run_name')
  checkLength(user_id, 256, 'user_id')
  const id = newId()
  db.run(
    `INSERT INTO runs (run_id, experiment_id, run_name, user_id, status, start_time, artifact_uri)
     VALUES (?, ?, ?, ?, 'RUNNING', ?, ?)`,
    id,
    experiment.experiment_id,
    name,
    user_id,
    start_time,
    `${experiment.artifact_location.replace(/\/+$/, '')}/${id}/artifacts`,
  )
  for (const tag of [...tags, { key: RUN_NAME, value: name }]) writeRunTag(db, id, tag)
  // Only here MLflow leaves out `outputs`.
  const { info, data, inputs } = getRun(db, id)
  return { info, data, inputs }
}

/** Changes the fields given; ignores an empty name. Returns the run's info. */
export function updateRun(
  db: Db,
  id: string,
  change: Omit<Checked<'updateRun'>, 'run_id' | 'run_uuid'>,
): Wire<RunInfo> {
  checkActive(db, id)
  const { status, end_time, run_name } = change
  checkLength(run_name ?? '', MAX_NAME, 'run_name')
  db.run(
    `UPDATE runs SET status = ifnull(?, status), end_time = ifnull(?, end_time) WHERE run_id = ?`,
    status ?? null,
    end_time ?? null,
    id,
  )
  if (run_name) writeRunTag(db, id, { key: RUN_NAME, value: run_name })
  const [info] = runInfosOf(db, [id])
  if (!info) throw runNotFound(id)
  return info
}

/** Reads a run, deleted or not, with everything it logged. Throws RESOURCE_DOES_NOT_EXIST, and `TooMuch` if that is more than `most`. */
export function getRun(db: Db, id: string, most?: Most): Wire<Run> {
  const [run] = runsOf(db, [id], { modelInputs: true, most })
  if (!run) throw runNotFound(id)
  return run
}

/** As `getRun`, with its lists part by part. */
export function getRunInParts(db: Db, id: string) {
  const run = runInParts(db, id, { modelInputs: true })
  if (!run) throw runNotFound(id)
  return run
}

/** Marks a run deleted; can be repeated. */
export function deleteRun(db: Db, id: string): void {
  mark(db, id, 'deleted')
}

/** Marks a run active; can be repeated. */
export function restoreRun(db: Db, id: string): void {
  mark(db, id, 'active')
}

/** Returns the experiment of a run that can be written to. Throws RESOURCE_DOES_NOT_EXIST or INVALID_PARAMETER_VALUE. */
export function checkActive(db: Db, id: string): number {
  const row = db.get<{ experiment_id: number; lifecycle_stage: string }>(
    'SELECT experiment_id, lifecycle_stage FROM runs WHERE run_id = ?',
    id,
  )
  if (!row) throw runNotFound(id)
  if (row.lifecycle_stage === 'active') return row.experiment_id
  throw invalid(`The run ${id} must be in the 'active' state. Current state is ${row.lifecycle_stage}.`)
}

function mark(db: Db, id: string, stage: 'active' | 'deleted'): void {
  if (db.run('UPDATE runs SET lifecycle_stage = ? WHERE run_id = ?', stage, id) === 0) throw runNotFound(id)
}

export const runNotFound = (id: string) => missing(`Run with id=${id} not found`)
