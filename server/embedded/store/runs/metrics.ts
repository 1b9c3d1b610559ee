import { invalid } from '#contract/errors.ts'
import type { Db } from '../../db.ts'
import { staleByRun } from '../find/stale-texts.ts'
import { insertRows } from '../insert-rows.ts'
import { writeModelMetrics } from '../logged-models/logged-model-metrics.ts'
import { type MetricPoint, stored } from '../metric-values.ts'
import { checkKey, checkLength } from '../names.ts'
import { ADD_SUMMARY, addValue, NOTHING, type Summary, UNREAD } from './metric-summaries.ts'

/** Checks a point; `path` is '' or its path in the batch, with a dot: `metrics[3].`. */
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

/** Writes checked points of an active run, and of the logged models they name; exact duplicates change nothing. */
export function writeMetrics(db: Db, runId: string, points: MetricPoint[]): void {
  writeModelMetrics(db, runId, points)
  const byKey = new Map<string, Batch>()
  const values = points.flatMap((point) => {
    const { value, special } = stored(point.value)
    const batch = byKey.get(point.key)
    if (!batch) byKey.set(point.key, { latest: point, summary: addValue(NOTHING, value, special) })
    else {
      if (isLater(point, batch.latest)) batch.latest = point
      batch.summary = addValue(batch.summary, value, special)
    }
    return [runId, point.key, point.timestamp, point.step, value, special]
  })
  // Points that were there already count once: which they are is found out when somebody asks for the summary.
  const areNew = insertRows(db, 'metrics', COLUMNS, values) === points.length
  for (const { latest, summary } of byKey.values()) raiseLatest(db, runId, latest, areNew ? summary : UNREAD)
  staleByRun(db, runId)
}

/** What a batch says about one metric. */
type Batch = { latest: MetricPoint; summary: Summary }

const COLUMNS = ['run_id', 'key', 'timestamp', 'step', 'value', 'special'] as const

/** The latest point has the highest step, then timestamp, then value; it need not be the last one written. */
function isLater(a: MetricPoint, b: MetricPoint): boolean {
  if (a.step !== b.step) return a.step > b.step
  if (a.timestamp !== b.timestamp) return a.timestamp > b.timestamp
  return stored(a.value).value > stored(b.value).value
}

const IS_LATER = '(excluded.step, excluded.timestamp, excluded.value) > (old.step, old.timestamp, old.value)'
const ifLater = (column: string) => `${column} = iif(${IS_LATER}, excluded.${column}, old.${column})`

function raiseLatest(db: Db, runId: string, point: MetricPoint, { min, max, mean, numbers }: Summary): void {
  const { value, special } = stored(point.value)
  db.run(
    `INSERT INTO latest_metrics AS old (run_id, key, value, special, timestamp, step, min, max, mean, numbers)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET ${['value', 'special', 'timestamp', 'step'].map(ifLater).join(', ')}, ${ADD_SUMMARY}`,
    runId,
    point.key,
    value,
    special,
    point.timestamp,
    point.step,
    min,
    max,
    mean,
    numbers,
  )
}
