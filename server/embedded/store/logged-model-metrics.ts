import { missing } from '#contract/errors.ts'
import type { Db } from '../db.ts'
import { stored } from './metric-values.ts'

type ModelPoint = {
  key: string
  value: number
  timestamp: number | bigint
  step: number | bigint
  dataset_name?: string | undefined
  dataset_digest?: string | undefined
}

/** Notes on a logged model what a run measured of it. Throws RESOURCE_DOES_NOT_EXIST for an unknown model. */
export function logModelMetric(db: Db, runId: string, modelId: string, point: ModelPoint): void {
  if (!db.get('SELECT 1 FROM logged_models WHERE model_id = ?', modelId))
    throw missing(`Logged model with ID '${modelId}' not found.`)
  const { value, special } = stored(point.value)
  db.run(
    `INSERT OR IGNORE INTO logged_model_metrics
       (model_id, run_id, key, timestamp, step, value, special, dataset_name, dataset_digest)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    modelId,
    runId,
    point.key,
    point.timestamp,
    point.step,
    value,
    special,
    point.dataset_name ?? '',
    point.dataset_digest ?? '',
  )
}
