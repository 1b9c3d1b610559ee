import type { Beside, InProduction } from '#contract/find/model-fields.ts'
import { isPassing } from '#contract/errors.ts'
import { flavorsOf, historyIn } from '#contract/model-history.ts'
import type { RegisteredModel } from '#contract/models.ts'
import { runsByIds } from '../runs-by-ids.ts'
import { MOST_RUNS } from './most-read.ts'
import { newestVersions } from './newest-versions.ts'

/**
 * What models are found by besides what MLflow answers with them: all versions, and of the one in Production its flavors and what its run
 * logged. `left`: how many models have one in Production that is not read, because there are too many. `isCut`: so for other versions.
 * Undefined if that could not be read. Throws if neither could.
 */
export async function besideModels(
  models: readonly RegisteredModel[],
  signal: AbortSignal,
): Promise<{ beside: Map<string, Beside>; left: number | undefined; isCut: boolean | undefined }> {
  const [live, newest] = await Promise.allSettled([
    twice(() => liveFacts(models, signal)),
    twice(() => newestVersions(signal)),
  ])
  if (live.status === 'rejected' && newest.status === 'rejected') throw live.reason
  const { facts, left } = live.status === 'fulfilled' ? live.value : {}
  const { versions, isCut } = newest.status === 'fulfilled' ? newest.value : {}
  const beside = models.map(({ name }) => [name, { live: facts?.get(name), versions: versions?.get(name) }] as const)
  return { beside: new Map(beside), left, isCut }
}

/** Tries again what fails in passing, as a query that fails whole does (query-client.ts). */
const twice = <T>(read: () => Promise<T>): Promise<T> =>
  read().catch((error: unknown) => (isPassing(error) ? read() : Promise.reject(error)))

async function liveFacts(models: readonly RegisteredModel[], signal: AbortSignal) {
  const live = models.flatMap(({ name, latest_versions = [] }) => {
    const version = latest_versions.find(({ current_stage }) => current_stage === 'Production')
    return version?.run_id ? [{ name, version, run: version.run_id }] : []
  })
  const runs = await runsByIds(new Set(live.slice(0, MOST_RUNS).map(({ run }) => run)), signal)
  const facts = new Map(
    live.flatMap(({ name, version, run }): [string, InProduction][] => {
      const data = runs.get(run)?.data
      if (!data) return []
      const { params = [], metrics = [], tags } = data
      const flavors = flavorsOf(historyIn(tags), version.source ?? '')
      return [[name, { version: version.version, flavors, params, metrics }]]
    }),
  )
  return { facts, left: Math.max(0, live.length - MOST_RUNS) }
}
