import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { MOST_SUMMARIZED } from '#contract/metrics/points.ts'
import type { Summary } from '#contract/metrics/points.ts'
import type { Run } from '#contract/runs.ts'
import { batched, inGroupsOf } from '../batched.ts'
import { call } from '../client.ts'
import { roots } from '../query-keys.ts'
import { isUnfinished } from '../runs.ts'
import { serverInfo } from '../server-info.ts'
import type { Logged } from './gathered-summaries.ts'
import { whenReachable } from '../connection.ts'

/** The summaries of a run's metrics, by run and key. */
export type Summaries = ReadonlyMap<string, ReadonlyMap<string, Summary>>

/** As the query below, once. */
export async function readSummaries(
  runs: readonly Logged[],
  keys: readonly string[],
  signal: AbortSignal,
): Promise<Summaries> {
  if (!serverInfo.capabilities.metricSummaries)
    return (await whenReachable(() => import('./gathered-summaries.ts'))).gatheredSummaries(runs, keys, signal)
  const { summaries } = await call('summarizeMetrics', { run_ids: runs.map(({ info }) => info.run_id) }, signal)
  const byRun = Map.groupBy(summaries, ({ run_id }) => run_id)
  return new Map([...byRun].map(([id, each]) => [id, new Map(each.map((one) => [one.key, one]))]))
}

/** Of single runs whose metrics many parts of a page show. */
const ofRun = batched(
  async (ids) => readSummaries(ids.map(unread), [], new AbortController().signal),
  inGroupsOf(MOST_SUMMARIZED),
)
const unread = (run_id: string): Logged => ({ info: { run_id }, data: {} })

export const summaryQueries = {
  /** As below, of some metrics of one run in a list. */
  ofRun: (run_id: string, keys: readonly string[]) => {
    const isHere = serverInfo.capabilities.metricSummaries
    return queryOptions({
      queryKey: [...roots.metrics, 'summaries-of', run_id, isHere ? [] : keys],
      queryFn: async ({ signal }) => {
        if (isHere) return (await ofRun(run_id)) ?? null
        const run: Logged = { info: { run_id }, data: { metrics: keys.map((key) => ({ key })) } }
        return (await readSummaries([run], keys, signal)).get(run_id) ?? null
      },
      enabled: run_id !== '' && keys.length > 0,
      staleTime: 60_000,
    })
  },
  /**
   * What all points of the metrics of up to 100 runs say. In front of MLflow from the histories of these metrics only, which is
   * slower; they are read again when a run has logged more, and until then those known before stand for them.
   */
  of: (runs: readonly Run[], keys: readonly string[]) => {
    const isHere = serverInfo.capabilities.metricSummaries
    return queryOptions({
      queryKey: [...roots.metrics, 'summaries', runs.map(stateOf), isHere ? [] : keys],
      queryFn: ({ signal }) => readSummaries(runs, keys, signal),
      enabled: runs.length > 0 && (isHere || keys.length > 0),
      staleTime: 30_000,
      gcTime: 60_000, // a run that logs leaves one behind every few seconds
    })
  },
}

/** The summaries of these runs that were read last, perhaps before they logged more; undefined if none was. */
export function knownSummaries(client: QueryClient, runs: readonly Run[]): Summaries | undefined {
  const ids = new Set(runs.map(({ info }) => info.run_id))
  const read = client
    .getQueryCache()
    .findAll({ queryKey: [...roots.metrics, 'summaries'] })
    .toSorted((a, b) => a.state.dataUpdatedAt - b.state.dataUpdatedAt)
    .flatMap(({ state }) => [...((state.data as Summaries | undefined) ?? [])]) // what the query above reads
    .filter(([id]) => ids.has(id))
  return read.length > 0 ? new Map(read) : undefined
}

/** The runs in groups for the query above: those that still log apart, so that the others are not read again with them. */
export function summaryGroups(runs: readonly Run[]): Run[][] {
  const [open, over] = [runs.filter(isUnfinished), runs.filter((run) => !isUnfinished(run))]
  return [...inGroupsOf(MOST_SUMMARIZED)(over), ...inGroupsOf(MOST_SUMMARIZED)(open)]
}

/** Changes when the run logs more. */
const stateOf = ({ info, data }: Run) =>
  `${info.run_id} ${info.end_time ?? ''} ${Math.max(0, ...(data.metrics ?? []).map(({ timestamp }) => timestamp))} ${data.metrics?.length ?? 0}`
