import type { InProduction } from '#contract/find/model-fields.ts'
import { flavorsOf, historyIn } from '#contract/model-history.ts'
import type { RegisteredModel } from '#contract/models.ts'
import { runsByIds } from '../runs-by-ids.ts'

/** The most runs asked for, 500 a request, so that a registry of any size is searched soon. */
const MOST_RUNS = 5000

/**
 * What models are found by of their version in Production: its flavors, and what its run logged. In front of MLflow, from the runs; `left`
 * is how many models it is not known of, because there are too many.
 */
export async function liveFacts(
  models: readonly RegisteredModel[],
  signal: AbortSignal,
): Promise<{ facts: Map<string, InProduction>; left: number }> {
  const live = models.flatMap(({ name, latest_versions = [] }) => {
    const version = latest_versions.find(({ current_stage }) => current_stage === 'Production')
    return version?.run_id ? [{ name, version, run: version.run_id }] : []
  })
  const runs = await runsByIds(new Set(live.slice(0, MOST_RUNS).map(({ run }) => run)), signal)
  const facts = new Map(
    live.flatMap(({ name, version, run }) => {
      const data = runs.get(run)?.data
      if (!data) return []
      const { params = [], metrics = [], tags } = data
      const flavors = flavorsOf(historyIn(tags), version.source ?? '')
      return [[name, { version: version.version, flavors, params, metrics }] as const]
    }),
  )
  return { facts, left: Math.max(0, live.length - MOST_RUNS) }
}
