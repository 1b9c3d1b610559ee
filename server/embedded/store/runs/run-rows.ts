import type { Metric, Run, RunInfo, RunStatus } from '#contract/runs.ts'
import type { Tag, Wire } from '#contract/values.ts'
import type { Db } from '../../db.ts'
import { grouped } from '../grouped.ts'
import { exact, type Int64, int64Of } from '../int64.ts'
import { restored, storedValue } from '../metric-values.ts'

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
type DatasetRow = {
  run_id: string
  tags: string
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
 * `modelInputs`: include them, as MLflow does for one run but not in searches (docs/rest-contract.md §3).
 */
export function runsOf(db: Db, ids: string[], { modelInputs }: { modelInputs: boolean }): Wire<Run>[] {
  const infos = runInfosOf(db, ids)
  if (infos.length === 0) return []
  const list = JSON.stringify(infos.map(({ run_id }) => run_id))
  const metrics = latestMetrics(db, list)
  const params = pairs(db, 'params', list)
  const tags = pairs(db, 'tags', list)
  const datasets = datasetInputs(db, list)
  const taken = modelInputs ? modelInputsOf(db, list) : new Map<string, { model_id: string }[]>()
  const given = modelOutputsOf(db, list)
  return infos.map((info) => ({
    info,
    data: { metrics: metrics.get(info.run_id), params: params.get(info.run_id), tags: tags.get(info.run_id) },
    inputs: { dataset_inputs: datasets.get(info.run_id), model_inputs: taken.get(info.run_id) },
    outputs: { model_outputs: given.get(info.run_id) },
  }))
}

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

function latestMetrics(db: Db, list: string): Map<string, Wire<Metric>[]> {
  const rows = db.lists<MetricRow>(
    `SELECT run_id, key, ${storedValue('m')}, ${exact('timestamp')}, ${exact('step')}
     FROM main.latest_metrics m WHERE ${OF_IDS} ORDER BY run_id, key`,
    list,
  )
  return grouped(rows, firstOf, ([, key, value, timestamp, step]) => ({
    key,
    value: restored(value),
    timestamp: int64Of(timestamp),
    step: int64Of(step),
  }))
}

function pairs(db: Db, table: 'params' | 'tags', list: string): Map<string, Tag[]> {
  const rows = db.lists<KeyRow>(
    `SELECT run_id, key, value FROM main.${table} WHERE ${OF_IDS} ORDER BY run_id, key`,
    list,
  )
  return grouped(rows, firstOf, ([, key, value]) => ({ key, value }))
}

function datasetInputs(db: Db, list: string) {
  const rows = db.all<DatasetRow>(
    `SELECT i.run_id, i.tags, d.name, d.digest, d.source_type, d.source, d.schema, d.profile
     FROM main.dataset_inputs i JOIN main.datasets d USING (dataset_id) WHERE i.${OF_IDS} ORDER BY i.run_id, d.dataset_id`,
    list,
  )
  return grouped(rows, runId, ({ tags, name, digest, source_type, source, schema, profile }) => ({
    // logDataset wrote it, so the type is right.
    tags: listed(JSON.parse(tags) as Tag[]),
    dataset: { name, digest, source_type, source, schema: schema ?? undefined, profile: profile ?? undefined },
  }))
}

function modelInputsOf(db: Db, list: string) {
  const rows = db.all<{ run_id: string; model_id: string }>(
    `SELECT run_id, model_id FROM main.model_inputs WHERE ${OF_IDS} ORDER BY run_id, model_id`,
    list,
  )
  return grouped(rows, runId, ({ model_id }) => ({ model_id }))
}

function modelOutputsOf(db: Db, list: string) {
  const rows = db.all<{ run_id: string; model_id: string; step: Int64 }>(
    `SELECT run_id, model_id, ${exact('o.step')} FROM main.model_outputs o WHERE ${OF_IDS}
     ORDER BY run_id, o.step, model_id`,
    list,
  )
  return grouped(rows, runId, ({ model_id, step }) => ({ model_id, step: int64Of(step) }))
}

const firstOf = ([runId]: readonly [string, ...unknown[]]) => runId
const runId = (row: { run_id: string }) => row.run_id

/** Leaves out empty lists (docs/rest-contract.md §1 "Omission"). */
const listed = <T>(items: T[]): T[] | undefined => (items.length === 0 ? undefined : items)
