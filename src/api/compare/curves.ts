import { queryOptions } from '@tanstack/react-query'
import pLimit from 'p-limit'
import type { Metric } from '#contract/runs.ts'
import { inGroupsOf } from '../batched.ts'
import { call } from '../client.ts'
import { roots } from '../query-keys.ts'

/** Runs per request: it is a GET, and some servers limit URLs to 4 kB. */
const AT_ONCE = 50

/** Points of each run: fewer of many, so that a browser can hold them all. */
export const pointsOf = (count: number): number => (count <= 20 ? 1000 : count <= 100 ? 250 : 60)

const inTurn = pLimit(4)

export const curveQueries = {
  /** The histories of a metric in these runs, by run, sampled evenly by the server with the first and the last point. */
  of: (metric_key: string, runIds: readonly string[]) =>
    queryOptions({
      queryKey: [...roots.metrics, 'of-runs', metric_key, runIds],
      queryFn: async ({ signal }) => {
        const max_results = pointsOf(runIds.length)
        const answers = await Promise.all(
          inGroupsOf(AT_ONCE)(runIds).map((run_ids) =>
            inTurn(() => call('getMetricHistoryBulkInterval', { run_ids, metric_key, max_results }, signal)),
          ),
        )
        const points: (Metric & { run_id: string })[] = answers.flatMap(({ metrics = [] }) => metrics)
        return Map.groupBy(points, ({ run_id }) => run_id)
      },
      enabled: runIds.length > 0,
      staleTime: 30_000,
      gcTime: 60_000,
    }),
}
