import pLimit from 'p-limit'
import { allPages } from '#contract/all-pages.ts'
import { summaryOfPoints } from '#contract/metrics/points.ts'
import type { Summary } from '#contract/metrics/points.ts'
import type { Metric } from '#contract/runs.ts'
import { call } from '../client.ts'

/** Histories read at a time, for all who ask: each row of a list does. */
const inTurn = pLimit(4)
/** The most points in an answer for several runs, which has no next page. */
const MOST_POINTS = 25_000
const PAGE = 25_000

/** What must be known of a run. */
export type Logged = { info: { run_id: string }; data: { metrics?: readonly { key: string }[] | undefined } }

/** The summaries of some metrics of up to 100 runs, from their histories: MLflow knows the last values only. */
export async function gatheredSummaries(
  runs: readonly Logged[],
  keys: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, Map<string, Summary>>> {
  const summaries = new Map(runs.map(({ info }) => [info.run_id, new Map<string, Summary>()]))
  const ofKey = async (key: string) => {
    const ids = runs.flatMap(({ info, data }) =>
      data.metrics?.some((metric) => metric.key === key) ? info.run_id : [],
    )
    if (ids.length === 0) return
    const together = await inTurn(() => historiesOf(ids, key, signal))
    await Promise.all(
      ids.map(async (id) => {
        const points = together?.get(id) ?? (await inTurn(() => historyOf(id, key, signal)))
        summaries.get(id)?.set(key, summaryOfPoints(points))
      }),
    )
  }
  await Promise.all(keys.map(ofKey))
  return summaries
}

/** The points of a metric by run, in one request; undefined if that has not all of them. */
async function historiesOf(run_id: string[], metric_key: string, signal: AbortSignal) {
  try {
    const { metrics = [] } = await call(
      'getMetricHistoryBulk',
      { run_id, metric_key, max_results: MOST_POINTS },
      signal,
    )
    return metrics.length < MOST_POINTS ? Map.groupBy(metrics, (point) => point.run_id) : undefined
  } catch (error) {
    signal.throwIfAborted()
    if (run_id.length === 1) throw error
    return undefined // older servers have no such call; each history is read by itself
  }
}

async function historyOf(run_id: string, metric_key: string, signal: AbortSignal): Promise<Metric[]> {
  const points: Metric[] = []
  for await (const page of allPages((next) =>
    call('getMetricHistory', { run_id, metric_key, max_results: PAGE, ...next }, signal),
  ))
    points.push(...(page.metrics ?? []))
  return points
}
