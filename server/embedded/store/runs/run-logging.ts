import type { Checked } from '#contract/endpoints.ts'
import { invalid } from '#contract/errors.ts'
import type { Param } from '#contract/runs.ts'
import type { Tag } from '#contract/values.ts'
import type { Db } from '../../db.ts'
import type { MetricPoint } from '../metric-values.ts'
import { checkMetric, writeMetrics } from './metrics.ts'
import { checkKey, checkRunId } from '../names.ts'
import { checkDistinct, writeParam, writeParams } from './params.ts'
import { removeRunTag, writeRunTag } from './run-tags.ts'
import { checkActive } from './runs.ts'

/** Logs one point of a metric. */
export function logMetric(db: Db, runId: string, point: MetricPoint): void {
  checkMetric(point, '')
  checkActive(db, runId)
  writeMetrics(db, runId, [point])
}

/** Logs one param. Accepts the same value again, refuses another. */
export function logParam(db: Db, runId: string, param: Param): void {
  checkKey(param.key, 'key', 'Param key')
  checkActive(db, runId)
  writeParam(db, runId, param)
}

/** Sets or replaces a tag of an active run. Throws INVALID_PARAMETER_VALUE and RESOURCE_DOES_NOT_EXIST (docs/rest-contract.md §3). */
export function setRunTag(db: Db, runId: string, tag: Tag): void {
  checkKey(tag.key, 'key')
  checkActive(db, runId)
  writeRunTag(db, runId, tag)
}

/** Deletes a tag of an active run. Throws RESOURCE_DOES_NOT_EXIST if either does not exist. */
export function deleteRunTag(db: Db, runId: string, key: string): void {
  checkActive(db, runId)
  removeRunTag(db, runId, key)
}

/** Logs a batch, all or nothing: one bad item refuses the whole batch (docs/robustness.md M10). */
export function logBatch(db: Db, input: Checked<'logBatch'>): void {
  const { run_id: runId, metrics = [], params = [], tags = [] } = input
  checkRunId(runId)
  checkCount('metrics', metrics.length, 1000)
  checkCount('params', params.length, 100)
  checkCount('tags', tags.length, 100)
  checkCount('metrics, params, and tags', metrics.length + params.length + tags.length, 1000)
  for (const [i, point] of metrics.entries()) checkMetric(point, `metrics[${i}].`)
  for (const [i, { key }] of params.entries()) checkKey(key, `params[${i}].key`, 'Param key')
  for (const [i, { key }] of tags.entries()) checkKey(key, `tags[${i}].key`)
  checkDistinct(params)
  checkActive(db, runId)
  writeParams(db, runId, params)
  writeMetrics(db, runId, metrics)
  for (const tag of tags) writeRunTag(db, runId, tag)
}

function checkCount(what: string, count: number, most: number): void {
  if (count <= most) return
  throw invalid(
    `A batch logging request can contain at most ${most} ${what}. Got ${count} ${what}. Please split up ${what} across multiple requests and try again.`,
  )
}
