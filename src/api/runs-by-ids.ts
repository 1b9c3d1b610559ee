import { ApiError } from '#contract/errors.ts'
import type { Run } from '#contract/runs.ts'
import { call } from './client.ts'

/** Ids asked for in one search, to keep the filter short. */
const AT_ONCE = 100

/**
 * Runs by id, wherever they are. A search needs experiments, which an id does not tell: one run is asked for by itself,
 * and its experiment then for all the others, so that most models take two requests.
 */
export async function runsByIds(ids: ReadonlySet<string>, signal: AbortSignal): Promise<Map<string, Run>> {
  const found = new Map<string, Run>()
  const open = new Set(ids)
  for (const id of ids) {
    if (!open.delete(id)) continue
    const run = await unlessRefused(id, signal)
    if (!run) continue
    found.set(id, run)
    const rest = [...open]
    for (let at = 0; at < rest.length; at += AT_ONCE) {
      const filter = `attributes.run_id IN (${rest
        .slice(at, at + AT_ONCE)
        .map((it) => `'${it}'`)
        .join(', ')})`
      const input = {
        experiment_ids: [run.info.experiment_id],
        filter,
        run_view_type: 'ALL' as const,
        max_results: AT_ONCE,
      }
      for (const other of (await call('searchRuns', input, signal)).runs ?? []) {
        found.set(other.info.run_id, other)
        open.delete(other.info.run_id)
      }
    }
  }
  return found
}

async function unlessRefused(run_id: string, signal: AbortSignal): Promise<Run | undefined> {
  try {
    return (await call('getRun', { run_id }, signal)).run
  } catch (error) {
    if (error instanceof ApiError && (error.status === 404 || error.status === 403)) return undefined
    throw error
  }
}
