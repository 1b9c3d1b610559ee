import { ApiError } from '#contract/errors.ts'
import type { ViewType } from '#contract/experiments.ts'
import { inSteps } from '#contract/filter/run-ids.ts'
import type { Run } from '#contract/runs.ts'
import { call } from './client.ts'

/** Maximum of ids per search, to keep the filter short. */
export const MAX_IDS = 500

/** The request that searches for runs with these ids. */
export const byIds = (experimentIds: readonly string[], ids: readonly string[], view: ViewType) => ({
  experiment_ids: [...experimentIds],
  run_view_type: view,
  max_results: MAX_IDS,
  filter: `attributes.run_id IN (${ids.map((id) => `'${id}'`).join(', ')})`,
})

/** Maximum of experiments searched: one page on every server. */
const MAX_EXPERIMENTS = 1000

/**
 * Loads runs by id from any experiment; missing or forbidden ones are left out. A search needs experiments, which ids do not tell: load
 * the ends of the list by themselves, then search their experiments for what is between, so most models take three requests in two steps,
 * also those whose runs moved to another experiment. Search all experiments for the rest, or at once if an end is missing: even a thousand
 * ids take at most seven requests. Those that are `here` are not loaded; their experiments are searched at once, which is at most two more.
 */
export async function runsByIds(
  ids: ReadonlySet<string>,
  signal: AbortSignal,
  here: readonly Run[] = [],
): Promise<Map<string, Run>> {
  const found = new Map(here.map((run) => [run.info.run_id, run]))
  const { alone, others } = inSteps([...ids], (id) => found.has(id))
  const known = homesOf(here)
  const [loaded] = await Promise.all([Promise.all(alone.map((id) => readableRun(id, signal))), searchIn(known, others)])
  const ends = loaded.filter((run) => run !== undefined)
  for (const run of ends) found.set(run.info.run_id, run)
  const homes = ends.length === alone.length ? homesOf(ends).filter((id) => !known.includes(id)) : []
  await searchIn(homes, open())
  if (open().length > 0) {
    const input = { max_results: MAX_EXPERIMENTS, view_type: 'ALL' as const }
    const { experiments = [] } = await call('searchExperiments', input, signal)
    const searched = new Set([...known, ...homes])
    await searchIn(
      experiments.flatMap(({ experiment_id }) => (searched.has(experiment_id) ? [] : experiment_id)),
      open(),
    )
  }
  return found

  function open() {
    return others.filter((id) => !found.has(id))
  }

  async function searchIn(experiment_ids: string[], wanted: readonly string[]) {
    if (experiment_ids.length === 0) return
    for (let at = 0; at < wanted.length; at += MAX_IDS) {
      const input = byIds(experiment_ids, wanted.slice(at, at + MAX_IDS), 'ALL')
      for (const other of (await call('searchRuns', input, signal)).runs ?? []) found.set(other.info.run_id, other)
    }
  }
}

const homesOf = (runs: readonly Run[]) => [...new Set(runs.map(({ info }) => info.experiment_id))]

async function readableRun(run_id: string, signal: AbortSignal): Promise<Run | undefined> {
  try {
    return (await call('getRun', { run_id }, signal)).run
  } catch (error) {
    if (error instanceof ApiError && (error.status === 404 || error.status === 403)) return undefined
    throw error
  }
}
