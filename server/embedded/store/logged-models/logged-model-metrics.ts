import { missing } from '#contract/errors.ts'
import type { Db } from '../../db.ts'
import { insertRows } from '../insert-rows.ts'
import { type MetricPoint, stored } from '../metric-values.ts'

const COLUMNS = [
  'model_id',
  'run_id',
  'key',
  'timestamp',
  'step',
  'value',
  'special',
  'dataset_name',
  'dataset_digest',
] as const

/** Records a run's metrics on the logged models they measure. Throws RESOURCE_DOES_NOT_EXIST for an unknown model. */
export function writeModelMetrics(db: Db, runId: string, points: readonly MetricPoint[]): void {
  const models = new Set<string>()
  const values = points.flatMap((point) => {
    const { model_id, key, timestamp, step, dataset_name = '', dataset_digest = '' } = point
    if (!model_id) return []
    models.add(model_id)
    const { value, special } = stored(point.value)
    return [model_id, runId, key, timestamp, step, value, special, dataset_name, dataset_digest]
  })
  for (const id of models)
    if (!db.get('SELECT 1 FROM logged_models WHERE model_id = ?', id))
      throw missing(`Logged model with ID '${id}' not found.`)
  insertRows(db, 'logged_model_metrics', COLUMNS, values)
}
