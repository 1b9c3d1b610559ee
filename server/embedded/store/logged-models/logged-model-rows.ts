import { missing } from '#contract/errors.ts'
import type { LoggedModel } from '#contract/logged-models.ts'
import { loggedModelStatus } from '#contract/logged-models.ts'
import type { Metric } from '#contract/runs.ts'
import type { Wire } from '#contract/values.ts'
import type { Db } from '../../db.ts'
import { exact, type Int64, int64Of } from '../int64.ts'
import { listInParts, listsOf, type LoggedList } from '../logged-lists.ts'
import { restored } from '../metric-values.ts'
import { pairs } from '../runs/run-lists.ts'
import { countingUpTo, type Most } from '../too-much.ts'

type ModelRow = {
  model_id: string
  experiment_id: string
  name: string
  creation_timestamp_ms: number
  last_updated_timestamp_ms: number
  artifact_uri: string
  status: number
  model_type: string
  source_run_id: string
}

/** The status names of the stored numbers 0 to 3. */
export const statuses = loggedModelStatus.options

const params = pairs('model_id', 'logged_model_params')
const tags = pairs('model_id', 'logged_model_tags')

type MetricRow = readonly [
  model_id: string,
  run_id: string,
  key: string,
  value: number,
  special: string,
  timestamp: Int64,
  step: Int64,
  dataset_name: string,
  dataset_digest: string,
]

const metrics: LoggedList<MetricRow, Wire<Metric>> = {
  owner: 'model_id',
  select: `SELECT model_id, run_id, key, value, special, ${exact('m.timestamp')}, ${exact('m.step')},
    dataset_name, dataset_digest FROM main.logged_model_metrics m`,
  // As the table is in order: otherwise each part would sort all points of a key.
  by: ['key', 'run_id', 'dataset_name', 'dataset_digest', 'm.timestamp', 'm.step', 'value', 'special'],
  keyOf: ([, run_id, key, value, special, timestamp, step, name, digest]) => [
    key,
    run_id,
    name,
    digest,
    int64Of(timestamp),
    int64Of(step),
    value,
    special,
  ],
  itemOf: ([model_id, run_id, key, value, special, timestamp, step, dataset_name, dataset_digest]) => ({
    key,
    value: restored(special || value),
    timestamp: int64Of(timestamp),
    step: int64Of(step),
    dataset_name: dataset_name || undefined,
    dataset_digest: dataset_digest || undefined,
    model_id,
    run_id,
  }),
  weight: 2, // each names its model, run and dataset besides
  part: 500,
}

/**
 * Reads the logged models with these ids, deleted ones too, in that order, in four statements, or one if it finds none (see `runsOf`).
 * Throws `TooMuch` if they logged more than `most`.
 */
export function loggedModelsOf(db: Db, ids: string[], most?: Most): Wire<LoggedModel>[] {
  const rows = modelRows(db, ids)
  if (rows.length === 0) return []
  const list = JSON.stringify(rows.map(({ model_id }) => model_id))
  const byId = new Map(rows.map((row) => [row.model_id, row]))
  const counting = countingUpTo(most)
  const tagsOf = listsOf(db, tags, list, counting)
  const paramsOf = listsOf(db, params, list, counting)
  const metricsOf = listsOf(db, metrics, list, counting)
  return ids.flatMap((id) => {
    const row = byId.get(id)
    if (!row) return []
    return {
      info: { ...row, status: statuses[row.status], tags: tagsOf.get(id) },
      data: { params: paramsOf.get(id), metrics: metricsOf.get(id) },
    }
  })
}

/** As `loggedModelsOf`, of one model, with its lists part by part. Undefined if it is not there. */
export function loggedModelInParts(db: Db, id: string) {
  const [row] = modelRows(db, [id])
  if (!row) return undefined
  return {
    info: { ...row, status: statuses[row.status], tags: listInParts(db, tags, id) },
    data: { params: listInParts(db, params, id), metrics: listInParts(db, metrics, id) },
  }
}

const modelRows = (db: Db, ids: string[]) =>
  db.all<ModelRow>(
    `SELECT model_id, CAST(experiment_id AS TEXT) AS experiment_id, name, creation_timestamp_ms,
       last_updated_timestamp_ms, artifact_uri, status, model_type, source_run_id
     FROM logged_models WHERE model_id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(ids),
  )

/** Reads one logged model, deleted or not. Throws RESOURCE_DOES_NOT_EXIST. */
export function loggedModelOf(db: Db, id: string, most?: Most): Wire<LoggedModel> {
  const [model] = loggedModelsOf(db, [id], most)
  if (!model) throw notFound(id)
  return model
}

/** MLflow's error for a missing logged model. */
export const notFound = (id: string) => missing(`Logged model with ID '${id}' not found.`)
