import type { Metric, Run, RunInfo, RunStatus } from '#contract/runs.ts'
import type { Tag, Wire } from '#contract/values.ts'
import type { Db } from '../../db.ts'
import { grouped } from '../grouped.ts'
import { exact, type Int64, int64Of } from '../int64.ts'
import { restored, storedValue } from '../metric-values.ts'
import { type Counting, countingUpTo, type Most } from '../too-much.ts'

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
type MetricRow = readonly [run_id: string, key: string, value: number | string, timestamp: Int64, step: Int64]
type KeyRow = readonly [run_id: string, key: string, value: string]
type InputRow = readonly [run_id: string, dataset_id: number, tags: string]
type DatasetRow = {
  dataset_id: number
  name: string
  digest: string
  source_type: string
  source: string
  schema: string | null
  profile: string | null
}

const OF_IDS = 'run_id IN (SELECT value FROM json_each(?))'

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
  const metrics = latestMetrics(db, list, counting)
  const params = pairs(db, 'params', list, counting)
  const tags = pairs(db, 'tags', list, counting)
  const datasets = datasetInputs(db, list, counting)
  const taken = modelInputs ? modelInputsOf(db, list, counting) : new Map<string, { model_id: string }[]>()
  const given = modelOutputsOf(db, list, counting)
  return infos.map((info) => ({
    info,
    data: { metrics: metrics.get(info.run_id), params: params.get(info.run_id), tags: tags.get(info.run_id) },
    inputs: { dataset_inputs: datasets.get(info.run_id), model_inputs: taken.get(info.run_id) },
    outputs: { model_outputs: given.get(info.run_id) },
  }))
}

type HowToRead = { modelInputs: boolean; most?: Most | undefined }

/** The answer of `runs/update`: a run without what it logged. */
export function runInfosOf(db: Db, ids: string[]): Wire<RunInfo>[] {
  const rows = db.all<RunRow>(
    `SELECT run_id, CAST(experiment_id AS TEXT) AS experiment_id, run_name, user_id, status,
       ${exact('start_time')}, ${exact('end_time')}, artifact_uri, lifecycle_stage
     FROM runs WHERE ${OF_IDS}`,
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

function latestMetrics(db: Db, list: string, { limit, count }: Counting): Map<string, Wire<Metric>[]> {
  const rows = db.lists<MetricRow>(
    `SELECT run_id, key, ${storedValue('m')}, ${exact('timestamp')}, ${exact('step')}
     FROM main.latest_metrics m WHERE ${OF_IDS} ORDER BY run_id, key ${limit}`,
    list,
  )
  count(rows.length)
  return grouped(rows, firstOf, ([, key, value, timestamp, step]) => ({
    key,
    value: restored(value),
    timestamp: int64Of(timestamp),
    step: int64Of(step),
  }))
}

function pairs(db: Db, table: 'params' | 'tags', list: string, { limit, count }: Counting): Map<string, Tag[]> {
  const rows = db.lists<KeyRow>(
    `SELECT run_id, key, value FROM main.${table} WHERE ${OF_IDS} ORDER BY run_id, key ${limit}`,
    list,
  )
  count(rows.length)
  for (const [, , value] of rows) count(0, value.length)
  return grouped(rows, firstOf, ([, key, value]) => ({ key, value }))
}

/** Each dataset is read once, however many of the runs used it: its schema and profile can be millions of characters. */
function datasetInputs(db: Db, list: string, { limit, count }: Counting) {
  const inputs = db.lists<InputRow>(
    `SELECT run_id, dataset_id, tags FROM main.dataset_inputs WHERE ${OF_IDS} ORDER BY run_id, dataset_id ${limit}`,
    list,
  )
  count(inputs.length)
  if (inputs.length === 0) return new Map<string, never[]>()
  const ids = JSON.stringify([...new Set(inputs.map(([, id]) => id))])
  const lengths = new Map(
    db.lists<readonly [id: number, length: number]>(
      `SELECT dataset_id, octet_length(source) + ifnull(octet_length(schema), 0) + ifnull(octet_length(profile), 0)
       FROM main.datasets WHERE dataset_id IN (SELECT value FROM json_each(?))`,
      ids,
    ),
  )
  for (const [, id, tags] of inputs) count(0, tags.length + (lengths.get(id) ?? 0))
  const rows = db.all<DatasetRow>(
    `SELECT dataset_id, name, digest, source_type, source, schema, profile
     FROM main.datasets WHERE dataset_id IN (SELECT value FROM json_each(?))`,
    ids,
  )
  const datasets = new Map(
    rows.map(({ dataset_id, schema, profile, ...row }) => [
      dataset_id,
      { ...row, schema: schema ?? undefined, profile: profile ?? undefined },
    ]),
  )
  return grouped(inputs, firstOf, ([, id, tags]) => ({
    // logDataset wrote it, so the type is right.
    tags: listed(JSON.parse(tags) as Tag[]),
    dataset: datasets.get(id)!, // a foreign key
  }))
}

function modelInputsOf(db: Db, list: string, { limit, count }: Counting) {
  const rows = db.all<{ run_id: string; model_id: string }>(
    `SELECT run_id, model_id FROM main.model_inputs WHERE ${OF_IDS} ORDER BY run_id, model_id ${limit}`,
    list,
  )
  count(rows.length)
  return grouped(rows, runId, ({ model_id }) => ({ model_id }))
}

function modelOutputsOf(db: Db, list: string, { limit, count }: Counting) {
  const rows = db.all<{ run_id: string; model_id: string; step: Int64 }>(
    `SELECT run_id, model_id, ${exact('o.step')} FROM main.model_outputs o WHERE ${OF_IDS}
     ORDER BY run_id, o.step, model_id ${limit}`,
    list,
  )
  count(rows.length)
  return grouped(rows, runId, ({ model_id, step }) => ({ model_id, step: int64Of(step) }))
}

const firstOf = ([runId]: readonly [string, ...unknown[]]) => runId
const runId = (row: { run_id: string }) => row.run_id

/** Leaves out empty lists (docs/rest-contract.md §1 "Omission"). */
const listed = <T>(items: T[]): T[] | undefined => (items.length === 0 ? undefined : items)
