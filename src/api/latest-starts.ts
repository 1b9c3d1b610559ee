import type { Run } from '#contract/runs.ts'

/** The newest `most` runs of these experiments, newest first, and whether those are all. */
type NewestRuns = (experimentIds: readonly string[], most: number) => Promise<{ runs: readonly Run[]; isAll: boolean }>

/** Runs loaded per request. */
const AT_ONCE = 50
/** Busy experiments hide the others: search again without them this often, then one by one. */
const ROUNDS = 3

/** Start of each experiment's latest run in ms; experiments without runs are left out. */
export async function latestStarts(
  experimentIds: readonly string[],
  newestRuns: NewestRuns,
): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  const look = async (ids: readonly string[], most: number) => {
    const { runs, isAll } = await newestRuns(ids, most)
    for (const { info } of runs) if (!found.has(info.experiment_id)) found.set(info.experiment_id, info.start_time ?? 0)
    return isAll
  }
  let open = experimentIds
  for (let round = 0; round < ROUNDS && open.length > 0; round++)
    open = (await look(open, AT_ONCE)) ? [] : open.filter((id) => !found.has(id))
  await Promise.all(open.map((id) => look([id], 1)))
  return found
}
