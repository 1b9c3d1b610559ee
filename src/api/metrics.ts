import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Metric } from '#contract/runs.ts'
import { call } from './client.ts'

const root = ['metrics'] as const

/** Points a small chart asks for: several for each of its pixels. */
export const SAMPLE = 1000
/** The largest page that the Python client asks for, and how many of them a browser should hold. */
const PAGE = 25_000
const MAX_POINTS = 4 * PAGE

// `latest` is in the keys: a run that goes on is polled by itself, and a history is asked for again when it has grown.
const keyOf = (run_id: string, { key, step, timestamp, value }: Metric) => [run_id, key, step, timestamp, String(value)]
const kept = { staleTime: 30_000, gcTime: 60_000, placeholderData: keepPreviousData }

/** Histories of one metric of a run, whose latest point the run itself has told. */
export const metricQueries = {
  /** About a thousand points, evenly taken by the server, the first and the last among them. */
  sample: (run_id: string, latest: Metric) =>
    queryOptions({
      queryKey: [...root, 'sample', ...keyOf(run_id, latest)],
      queryFn: async ({ signal }): Promise<Metric[]> => {
        const input = { run_ids: [run_id], metric_key: latest.key, max_results: SAMPLE }
        return (await call('getMetricHistoryBulkInterval', input, signal)).metrics ?? []
      },
      ...kept,
    }),
  /** Every point in the order they were logged, up to the first 100,000. */
  history: (run_id: string, latest: Metric) =>
    queryOptions({
      queryKey: [...root, 'history', ...keyOf(run_id, latest)],
      queryFn: async ({ signal }) => {
        const points: Metric[] = []
        let token: string | undefined
        do {
          const input = { run_id, metric_key: latest.key, max_results: PAGE, ...(token && { page_token: token }) }
          const page = await call('getMetricHistory', input, signal)
          points.push(...(page.metrics ?? []))
          token = page.next_page_token
        } while (token && points.length < MAX_POINTS)
        return { points, isWhole: !token }
      },
      ...kept,
    }),
}
