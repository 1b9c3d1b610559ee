import { queryOptions } from '@tanstack/react-query'
import { allPages } from '#contract/all-pages.ts'
import type { Run } from '#contract/runs.ts'
import { call } from '../client.ts'
import { isRunId } from '#contract/filter/run-ids.ts'
import { byIds, MAX_IDS, runsByIds } from '../runs-by-ids.ts'
import { isFound, runQueries, runsPage, type RunSearch, searchInput } from '../runs.ts'

/** The most runs that are compared. */
export const MOST_RUNS = 1000
/** Runs per request: an answer of this size is read without a pause that somebody would notice. */
const PAGE = 200

/** The runs with these ids; their experiments, where known, spare looking for them. */
export type Wanted = { ids: readonly string[]; experimentIds: readonly string[] } | { search: RunSearch }

export type Found = {
  runs: Run[]
  /** Whether there are more than are compared. */
  isCut: boolean
}

export const comparedRunQueries = {
  /** The runs to compare, in the order of the ids or of the search. */
  of: (wanted: Wanted) =>
    queryOptions({
      queryKey: [...runQueries.root, 'compared', wanted],
      queryFn: ({ signal, client }): Promise<Found> =>
        'ids' in wanted
          ? theseRuns(wanted.ids, wanted.experimentIds, signal)
          : foundRuns(wanted.search, signal, (count) =>
              client.setQueryData(comparedRunQueries.progress(wanted).queryKey, count),
            ),
      staleTime: 30_000,
    }),
  /** How many of them have arrived. */
  progress: (wanted: Wanted) =>
    queryOptions({
      queryKey: [...runQueries.root, 'compared-count', wanted],
      queryFn: () => 0,
      enabled: false,
      initialData: 0,
    }),
}

/** The wanted runs if all of them are among those found before: taking one away leaves the others in view. */
export function knownAmong(found: Found | undefined, wanted: Wanted): Found | undefined {
  if (!('ids' in wanted)) return undefined
  const { ids } = wanted
  const known = new Map(found?.runs.map((run) => [run.info.run_id, run]))
  const runs = ids.flatMap((id) => known.get(id) ?? [])
  return runs.length === ids.length ? { runs, isCut: false } : undefined
}

async function foundRuns(search: RunSearch, signal: AbortSignal, onProgress: (count: number) => void): Promise<Found> {
  const runs: Run[] = []
  const input = { ...searchInput(search), max_results: PAGE }
  for await (const page of allPages((next) => runsPage(search, { ...input, ...next }, signal))) {
    runs.push(...(page.runs ?? []).filter(isFound(search)))
    onProgress(runs.length)
    if (runs.length >= MOST_RUNS) {
      const isCut = runs.length > MOST_RUNS || page.next_page_token !== undefined
      return { runs: runs.slice(0, MOST_RUNS), isCut }
    }
  }
  return { runs, isCut: false }
}

async function theseRuns(
  all: readonly string[],
  experimentIds: readonly string[],
  signal: AbortSignal,
): Promise<Found> {
  const found = new Map<string, Run>()
  const isCut = all.length > MOST_RUNS
  const ids = all.slice(0, MOST_RUNS)
  const wanted = ids.filter(isRunId)
  for (let at = 0; at < wanted.length && experimentIds.length > 0; at += MAX_IDS) {
    const input = byIds(experimentIds, wanted.slice(at, at + MAX_IDS), 'ALL')
    for (const run of (await call('searchRuns', input, signal)).runs ?? []) found.set(run.info.run_id, run)
  }
  const others = wanted.filter((id) => !found.has(id))
  for (const [id, run] of others.length > 0 ? await runsByIds(new Set(others), signal) : []) found.set(id, run)
  return { runs: ids.flatMap((id) => found.get(id) ?? []), isCut }
}
