import { keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query'
import { allPages } from '#contract/all-pages.ts'
import type { Metric } from '#contract/runs.ts'
import { call } from './client.ts'
import { roots } from './query-keys.ts'

const root = roots.metrics

/** Points for a small chart: several per pixel. */
export const SAMPLE = 1000
/** The largest page that the Python client requests, and the most points a browser should hold. */
const PAGE = 25_000
const MAX_POINTS = 4 * PAGE

// `latest` is in the keys: a running run is polled, and its history reloads only when it has grown.
const keyOf = (run_id: string, { key, step, timestamp, value }: Metric) => [run_id, key, step, timestamp, String(value)]
const kept = { staleTime: 30_000, gcTime: 60_000, placeholderData: keepPreviousData }

type History = { points: Metric[]; isWhole: boolean }

/** The history of one metric; `latest` comes from the run itself. */
export const metricQueries = {
  /** About a thousand points, sampled evenly by the server, including the first and the last. */
  sample: (run_id: string, latest: Metric) =>
    queryOptions({
      queryKey: [...root, 'sample', ...keyOf(run_id, latest)],
      queryFn: async ({ signal }): Promise<Metric[]> => {
        const input = { run_ids: [run_id], metric_key: latest.key, max_results: SAMPLE }
        return (await call('getMetricHistoryBulkInterval', input, signal)).metrics ?? []
      },
      ...kept,
    }),
  /** Every point in logging order, up to the first 100,000. */
  history: (run_id: string, latest: Metric) =>
    queryOptions({
      queryKey: [...root, 'history', ...keyOf(run_id, latest)],
      queryFn: async ({ signal }): Promise<History> => {
        const points: Metric[] = []
        const input = { run_id, metric_key: latest.key, max_results: PAGE }
        for await (const page of allPages((next) => call('getMetricHistory', { ...input, ...next }, signal))) {
          points.push(...(page.metrics ?? []))
          if (points.length >= MAX_POINTS && page.next_page_token) return { points, isWhole: false }
        }
        return { points, isWhole: true }
      },
      ...kept,
    }),
}

/** The history of a metric that was read last, perhaps before the run logged more: several queries at once keep nothing of those before. */
export function knownHistory(client: QueryClient, run_id: string, key: string): History | undefined {
  const read = client.getQueryCache().findAll({ queryKey: [...root, 'history', run_id, key] })
  const last = read
    .filter(({ state }) => state.data !== undefined)
    .toSorted((a, b) => a.state.dataUpdatedAt - b.state.dataUpdatedAt)
  return last.at(-1)?.state.data as History | undefined // what the query above reads
}
