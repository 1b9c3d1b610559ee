import type { Run, RunInfo, RunStatus } from '#contract/runs.ts'
import type { Wire } from '#contract/values.ts'
import type { Db } from '../../db.ts'
import { exact, type Int64, int64Of } from '../int64.ts'
import { listInParts, listsOf } from '../logged-lists.ts'
import { countingUpTo, type Most } from '../too-much.ts'
import * as lists from './run-lists.ts'

type RunRow = {
  run_id: string
  experiment_id: string
  run_name: string
  user_id: string
  status: RunStatus
  start_time: Int64
  end_time: Int64 | null
  artifact_uri: string
  lifecycle_stage: 'active' | 'deleted'
}
/**
 * Reads the runs with these ids, in that order, with everything they logged, in a fixed number of statements: only of runs that the
 * first one finds, so that the others need not look up again whether they are shown (`main.`, seen.ts).
 * `modelInputs`: include them, as MLflow does for one run but not in searches (docs/rest-contract.md §3). Throws `TooMuch` if they logged
 * more than `most`.
 */
export function runsOf(db: Db, ids: string[], { modelInputs, most }: HowToRead): Wire<Run>[] {
  const infos = runInfosOf(db, ids)
  if (infos.length === 0) return []
  const list = JSON.stringify(infos.map(({ run_id }) => run_id))
  const counting = countingUpTo(most)
  const metrics = listsOf(db, lists.latestMetrics, list, counting)
  const params = listsOf(db, lists.params, list, counting)
  const tags = listsOf(db, lists.tags, list, counting)
  const datasets = lists.datasetInputs(db, list, counting)
  const taken = modelInputs ? listsOf(db, lists.modelInputs, list, counting) : undefined
  const given = listsOf(db, lists.modelOutputs, list, counting)
  return infos.map((info) => ({
    info,
    data: { metrics: metrics.get(info.run_id), params: params.get(info.run_id), tags: tags.get(info.run_id) },
    inputs: { dataset_inputs: datasets.get(info.run_id), model_inputs: taken?.get(info.run_id) },
    outputs: { model_outputs: given.get(info.run_id) },
  }))
}

/** As `runsOf`, of one run, with its lists part by part. Undefined if it is not there. */
export function runInParts(db: Db, id: string, { modelInputs }: { modelInputs: boolean }) {
  const [info] = runInfosOf(db, [id])
  if (!info) return undefined
  return {
    info,
    data: {
      metrics: listInParts(db, lists.latestMetrics, id),
      params: listInParts(db, lists.params, id),
      tags: listInParts(db, lists.tags, id),
    },
    inputs: {
      dataset_inputs: lists.datasetInputsInParts(db, id),
      model_inputs: modelInputs ? listInParts(db, lists.modelInputs, id) : undefined,
    },
    outputs: { model_outputs: listInParts(db, lists.modelOutputs, id) },
  }
}

type HowToRead = { modelInputs: boolean; most?: Most | undefined }

/** The answer of `runs/update`: a run without what it logged. */
export function runInfosOf(db: Db, ids: string[]): Wire<RunInfo>[] {
  const rows = db.all<RunRow>(
    `SELECT run_id, CAST(experiment_id AS TEXT) AS experiment_id, run_name, user_id, status,
       ${exact('start_time')}, ${exact('end_time')}, artifact_uri, lifecycle_stage
     FROM runs WHERE run_id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(ids),
  )
  const byId = new Map(rows.map((row) => [row.run_id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    if (!row) return []
    const { start_time, end_time, ...rest } = row
    return {
      ...rest,
      run_uuid: id,
      start_time: int64Of(start_time),
      ...(end_time === null ? {} : { end_time: int64Of(end_time) }),
    }
  })
}
