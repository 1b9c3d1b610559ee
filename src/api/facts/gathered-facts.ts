import type { QueryClient } from '@tanstack/react-query'
import pLimit from 'p-limit'
import type { ModelFacts } from '#contract/find/model-facts.ts'
import type { RegisteredModel } from '#contract/models.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { batched } from '../batched.ts'
import { historyQueries } from '../history.ts'
import { runsByIds } from '../runs-by-ids.ts'
import { versionQueries } from '../versions.ts'

/** Models asked about at a time: MLflow knows no call for many. */
const inTurn = pLimit(4)

/** The facts of a model from several answers of MLflow. */
export const gatheredFacts = (model: RegisteredModel, client: QueryClient): Promise<ModelFacts> =>
  inTurn(async () => {
    const { name, latest_versions = [] } = model
    const highest = (stage: string) => latest_versions.find(({ current_stage }) => current_stage === stage)
    const live = highest('Production')
    if (!live && !highest('Staging')) return { name, counts: { Production: 0, Staging: 0 }, metrics: [] }
    const [versions, since, run] = await Promise.all([
      client.query({ ...versionQueries.of(name), staleTime: 30_000 }),
      live && sinceOf(live, client),
      live?.run_id ? runOf(live.run_id) : undefined,
    ])
    const countIn = (stage: string) => versions.filter(({ current_stage }) => current_stage === stage).length
    return {
      name,
      counts: { Production: countIn('Production'), Staging: countIn('Staging') },
      ...(since !== undefined && { since }),
      ...(live?.run_id && { run_id: live.run_id }),
      metrics: run?.data.metrics ?? [],
    }
  })

const runOf = batched((ids) => runsByIds(new Set(ids), new AbortController().signal))

/** Since when a version is in Production, as the log says. */
async function sinceOf({ name, version }: ModelVersion, client: QueryClient): Promise<number | undefined> {
  const stays = await client.query({ ...historyQueries.stays(name, 'Production'), staleTime: 30_000 })
  return stays.find((stay) => stay.version === version && stay.until === undefined)?.since
}
