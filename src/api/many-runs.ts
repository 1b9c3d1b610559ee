import { type QueryClient, useMutation } from '@tanstack/react-query'
import { allPages } from '#contract/all-pages.ts'
import type { Run } from '#contract/runs.ts'
import type { Tag } from '#contract/values.ts'
import { call } from './client.ts'
import { forEachId } from './writes/each.ts'
import { isFound, runQueries, runsPage, type RunSearch, searchInput } from './runs.ts'

/** Each run takes a request of its own: MLflow has no bulk calls. */
export type ManyRuns = { ids: readonly string[]; onProgress?: (count: number) => void; signal?: AbortSignal }

const refetchRuns = (client: QueryClient) => client.invalidateQueries({ queryKey: runQueries.root })

/** Runs an action on several runs; a refused one does not stop the others (writes/each.ts). */
const useEachRun = <Extra>(did: string, act: (run_id: string, input: ManyRuns & Extra) => Promise<unknown>) =>
  useMutation({
    mutationFn(input: ManyRuns & Extra) {
      const { ids, onProgress, signal } = input
      return forEachId(ids, (id) => act(id, input), { nouns: 'runs', did, onProgress, signal })
    },
    onSettled: (_data, _error, _input, _result, { client }) => refetchRuns(client),
    meta: { errorShown: 'inline' },
  })

export const useDeleteRuns = () => useEachRun('deleted', (run_id) => call('deleteRun', { run_id }))
export const useRestoreRuns = () => useEachRun('restored', (run_id) => call('restoreRun', { run_id }))
export const useTagRuns = () =>
  useEachRun('tagged', (run_id, { tag }: { tag: Tag }) => call('setRunTag', { run_id, ...tag }))

/** Every run that a search finds, page after page. Throws AbortError when `signal` ends it. */
export async function allRuns(
  search: RunSearch,
  { onProgress, signal }: { onProgress: (count: number) => void; signal: AbortSignal },
): Promise<Run[]> {
  const runs: Run[] = []
  const pages = allPages((next) => runsPage(search, { ...searchInput(search), ...next, max_results: 1000 }, signal))
  for await (const page of pages) {
    runs.push(...(page.runs ?? []).filter(isFound(search)))
    onProgress(runs.length)
  }
  return runs
}
