import { invalid } from '#contract/errors.ts'
import type { Checked } from '#contract/endpoints.ts'
import type { Db } from '../db.ts'
import { logModelMetric } from './logged-model-metrics.ts'
import { stored } from './metric-values.ts'
import { checkKey, checkLength } from './names.ts'

/** One point of a metric as sent, its numbers checked. */
export type MetricPoint = NonNullable<Checked<'logBatch'>['metrics']>[number]

/** Checks a point; `path` is '' or where it stands in the batch, with a dot: `metrics[3].`. */
export function checkMetric(point: MetricPoint, path: string): void {
  checkKey(point.key, `${path}name`, 'Metric name')
  if (point.timestamp < 0)
    throw invalid(
      `Invalid value ${point.timestamp} for parameter '${path}timestamp' supplied: metric '${point.key}' (value=${point.value}). Timestamp must be a nonnegative long (64-bit integer) `,
    )
  if (!point.dataset_name !== !point.dataset_digest)
    throw invalid('Both dataset_name and dataset_digest must be provided if one is provided')
  checkLength(point.dataset_name ?? '', 500, 'dataset_name')
  checkLength(point.dataset_digest ?? '', 36, 'dataset_digest')
}

/** Writes checked points of an active run, also to the logged models they name; exact repeats change nothing. */
export function writeMetrics(db: Db, runId: string, points: MetricPoint[]): void {
  const latest = new Map<string, MetricPoint>()
  for (const point of points) {
    if (point.model_id) logModelMetric(db, runId, point.model_id, point)
    const best = latest.get(point.key)
    if (!best || isLater(point, best)) latest.set(point.key, point)
  }
  let done = 0
  for (; done + ROWS <= points.length; done += ROWS) insert(db, runId, points.slice(done, done + ROWS))
  for (; done < points.length; done++) insert(db, runId, points.slice(done, done + 1))
  for (const point of latest.values()) raiseLatest(db, runId, point)
}

/** A batch goes in so many rows at a time, the rest one by one: half the time, with two statements to keep. */
const ROWS = 20

function insert(db: Db, runId: string, points: MetricPoint[]): void {
  const rows = points.map(() => '(?, ?, ?, ?, ?, ?)').join(', ')
  const params = points.flatMap((point) => {
    const { value, special } = stored(point.value)
    return [runId, point.key, point.timestamp, point.step, value, special]
  })
  db.run(`INSERT OR IGNORE INTO metrics (run_id, key, timestamp, step, value, special) VALUES ${rows}`, ...params)
}

/** The latest point is the one of the highest step, then timestamp, then value; not the last written. */
function isLater(a: MetricPoint, b: MetricPoint): boolean {
  if (a.step !== b.step) return a.step > b.step
  if (a.timestamp !== b.timestamp) return a.timestamp > b.timestamp
  return stored(a.value).value > stored(b.value).value
}

function raiseLatest(db: Db, runId: string, point: MetricPoint): void {
  const { value, special } = stored(point.value)
  db.run(
    `INSERT INTO latest_metrics AS old (run_id, key, value, special, timestamp, step) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value, special = excluded.special,
       timestamp = excluded.timestamp, step = excluded.step
     WHERE (excluded.step, excluded.timestamp, excluded.value) > (old.step, old.timestamp, old.value)`,
    runId,
    point.key,
    value,
    special,
    point.timestamp,
    point.step,
  )
}
