import { missing } from '#contract/errors.ts'
import type { LoggedModel } from '#contract/logged-models.ts'
import { loggedModelStatus } from '#contract/logged-models.ts'
import type { Tag, Wire } from '#contract/values.ts'
import type { Db } from '../../db.ts'
import { grouped } from '../grouped.ts'
import { exact, type Int64, int64Of } from '../int64.ts'
import { restored, storedValue } from '../metric-values.ts'
import { type Counting, countingUpTo, type Most } from '../too-much.ts'

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
type MetricRow = {
  model_id: string
  run_id: string
  key: string
  value: number | string
  timestamp: Int64
  step: Int64
  dataset_name: string
  dataset_digest: string
}

/** The status names of the stored numbers 0 to 3. */
export const statuses = loggedModelStatus.options

const OF_IDS = 'model_id IN (SELECT value FROM json_each(?))'

/**
 * Reads the logged models with these ids, deleted ones too, in that order, in four statements, or one if it finds none (see `runsOf`).
 * Throws `TooMuch` if they logged more than `most`.
 */
export function loggedModelsOf(db: Db, ids: string[], most?: Most): Wire<LoggedModel>[] {
  const rows = db.all<ModelRow>(
    `SELECT model_id, CAST(experiment_id AS TEXT) AS experiment_id, name, creation_timestamp_ms,
       last_updated_timestamp_ms, artifact_uri, status, model_type, source_run_id
     FROM logged_models WHERE ${OF_IDS}`,
    JSON.stringify(ids),
  )
  if (rows.length === 0) return []
  const list = JSON.stringify(rows.map(modelId))
  const byId = new Map(rows.map((row) => [row.model_id, row]))
  const counting = countingUpTo(most)
  const tags = pairs(db, 'logged_model_tags', list, counting)
  const params = pairs(db, 'logged_model_params', list, counting)
  const metrics = metricsOf(db, list, counting)
  return ids.flatMap((id) => {
    const row = byId.get(id)
    if (!row) return []
    return {
      info: { ...row, status: statuses[row.status], tags: tags.get(id) },
      data: { params: params.get(id), metrics: metrics.get(id) },
    }
  })
}

/** Reads one logged model, deleted or not. Throws RESOURCE_DOES_NOT_EXIST. */
export function loggedModelOf(db: Db, id: string, most?: Most): Wire<LoggedModel> {
  const [model] = loggedModelsOf(db, [id], most)
  if (!model) throw notFound(id)
  return model
}

/** MLflow's error for a missing logged model. */
export const notFound = (id: string) => missing(`Logged model with ID '${id}' not found.`)

function pairs(
  db: Db,
  table: 'logged_model_tags' | 'logged_model_params',
  list: string,
  { limit, count }: Counting,
): Map<string, Tag[]> {
  const rows = db.all<Tag & { model_id: string }>(
    `SELECT model_id, key, value FROM main.${table} WHERE ${OF_IDS} ORDER BY model_id, key ${limit}`,
    list,
  )
  count(rows.length)
  for (const { value } of rows) count(0, value.length)
  return grouped(rows, modelId, ({ key, value }) => ({ key, value }))
}

function metricsOf(db: Db, list: string, { limit, count }: Counting) {
  const rows = db.all<MetricRow>(
    `SELECT m.model_id, m.run_id, m.key, ${storedValue('m')}, ${exact('m.timestamp')}, ${exact('m.step')},
       m.dataset_name, m.dataset_digest
     FROM main.logged_model_metrics m WHERE m.${OF_IDS} ORDER BY m.model_id, m.key, m.run_id, m.timestamp, m.step ${limit}`,
    list,
  )
  count(2 * rows.length) // each names its model, run and dataset besides
  return grouped(rows, modelId, (row) => ({
    key: row.key,
    value: restored(row.value),
    timestamp: int64Of(row.timestamp),
    step: int64Of(row.step),
    dataset_name: row.dataset_name || undefined,
    dataset_digest: row.dataset_digest || undefined,
    model_id: row.model_id,
    run_id: row.run_id,
  }))
}

const modelId = (row: { model_id: string }) => row.model_id
