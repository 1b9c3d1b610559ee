import * as z from 'zod/mini'
import { viewTypeInput } from './experiments.ts'
import {
  count,
  double,
  int64,
  integer,
  metricValue,
  required,
  strings,
  tag,
  tagInput,
  tagInputs,
  text,
} from './values.ts'

const runStatus = z.enum(['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'])
export type RunStatus = z.infer<typeof runStatus>

export const metric = z.object({ key: z.string(), value: metricValue, timestamp: count, step: count })
export type Metric = z.infer<typeof metric>
export const param = z.object({ key: z.string(), value: z.string() })
export type Param = z.infer<typeof param>

export const dataset = z.object({
  name: z.string(),
  digest: z.string(),
  source_type: z.string(),
  source: z.string(),
  schema: text,
  profile: text,
})
export type Dataset = z.infer<typeof dataset>

const runInfo = z.object({
  run_id: z.string(),
  run_uuid: text,
  experiment_id: z.string(),
  run_name: text,
  user_id: text,
  status: runStatus,
  start_time: z.optional(count),
  end_time: z.optional(count),
  artifact_uri: text,
  lifecycle_stage: z.enum(['active', 'deleted']),
})
export type RunInfo = z.infer<typeof runInfo>

const runData = z.object({
  metrics: z.optional(z.array(metric)),
  params: z.optional(z.array(param)),
  tags: z.optional(z.array(tag)),
})
const runInputs = z.object({
  dataset_inputs: z.optional(z.array(z.object({ tags: z.optional(z.array(tag)), dataset }))),
  model_inputs: z.optional(z.array(z.object({ model_id: z.string() }))),
})
const runOutputs = z.object({
  model_outputs: z.optional(z.array(z.object({ model_id: z.string(), step: z.optional(count) }))),
})
export const run = z.object({
  info: runInfo,
  data: runData,
  inputs: z.optional(runInputs),
  outputs: z.optional(runOutputs),
})
export type Run = z.infer<typeof run>

/** Most calls accept the legacy `run_uuid` instead of `run_id` (docs/rest-contract.md §3). The server picks one. */
const runId = z.object({ run_id: text, run_uuid: text })
const strictRunId = z.object({ run_id: required })

export const createRun = {
  input: z.object({
    experiment_id: text,
    user_id: text,
    run_name: text,
    start_time: integer,
    tags: tagInputs,
  }),
  output: z.object({ run }),
}
/** A status as sent: its name or its number 1 to 5. */
const statusInput = z.union([
  runStatus,
  z.pipe(
    z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]),
    z.transform(
      (n): RunStatus => (['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'] as const)[n - 1] ?? 'RUNNING',
    ),
  ),
])
export const updateRun = {
  input: z.extend(runId, { status: z.optional(statusInput), end_time: integer, run_name: text }),
  output: z.object({ run_info: runInfo }),
}
export const getRun = { input: runId, output: z.object({ run }) }
export const deleteRun = { input: strictRunId }
export const restoreRun = { input: strictRunId }
export const searchRuns = {
  input: z.object({
    experiment_ids: strings,
    filter: text,
    run_view_type: z.optional(viewTypeInput),
    max_results: integer,
    order_by: strings,
    page_token: text,
  }),
  output: z.object({ runs: z.optional(z.array(run)), next_page_token: text }),
}

const metricInput = z.object({
  key: required,
  value: double,
  timestamp: int64,
  step: z._default(int64, 0),
  model_id: text,
  dataset_name: text,
  dataset_digest: text,
})
const paramInput = z.object({ key: required, value: z._default(z.string(), '') })

export const logMetric = { input: z.extend(runId, metricInput.shape) }
export const logParam = { input: z.extend(runId, paramInput.shape) }
export const setRunTag = { input: z.extend(runId, tagInput.shape) }
export const deleteRunTag = { input: z.extend(strictRunId, { key: required }) }
export const logBatch = {
  input: z.extend(strictRunId, {
    metrics: z.optional(z.array(metricInput)),
    params: z.optional(z.array(paramInput)),
    tags: tagInputs,
  }),
}
const datasetInput = z.object({
  name: required,
  digest: required,
  source_type: required,
  source: required,
  schema: text,
  profile: text,
})
export const logInputs = {
  input: z.extend(strictRunId, {
    datasets: z.optional(z.array(z.object({ dataset: datasetInput, tags: tagInputs }))),
    models: z.optional(z.array(z.object({ model_id: required }))),
  }),
}
export const logOutputs = {
  input: z.extend(strictRunId, {
    models: z.array(z.object({ model_id: required, step: z._default(int64, 0) })),
  }),
}
export const logModel = { input: z.extend(strictRunId, { model_json: required }) }

export const getMetricHistory = {
  input: z.extend(runId, { metric_key: required, max_results: integer, page_token: text }),
  output: z.object({ metrics: z.optional(z.array(metric)), next_page_token: text }),
}
const metricOfRun = z.extend(metric, { run_id: z.string() })
export const getMetricHistoryBulk = {
  input: z.object({ run_id: strings, metric_key: text, max_results: integer }),
  output: z.object({ metrics: z.optional(z.array(metricOfRun)) }),
}
export const getMetricHistoryBulkInterval = {
  input: z.object({
    run_ids: strings,
    metric_key: text,
    start_step: integer,
    end_step: integer,
    max_results: integer,
  }),
  output: z.object({ metrics: z.optional(z.array(metricOfRun)) }),
}
