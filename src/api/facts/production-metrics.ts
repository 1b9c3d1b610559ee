import { queryOptions } from '@tanstack/react-query'
import pLimit from 'p-limit'
import { MOST_FACTS } from '#contract/find/model-facts.ts'
import type { RegisteredModel } from '#contract/models.ts'
import type { Tag } from '#contract/values.ts'
import { inGroupsOf } from '../batched.ts'
import { modelQueries } from '../models.ts'
import { roots } from '../query-keys.ts'
import { runsByIds } from '../runs-by-ids.ts'
import { serverInfo } from '../server-info.ts'
import { factsOf } from './model-facts.ts'
import { MOST_RUNS } from './most-read.ts'

/** The run of a model's version in Production, and the last values of its metrics. */
type Measured = { run_id: string; tags: readonly Tag[] | undefined; metrics: ReadonlyMap<string, number | string> }

const inTurn = pLimit(4)

export const productionMetrics = {
  /**
   * Of all models, by their names, because a list is sorted by them. `left`: how many models have a version in Production whose metrics are
   * not read, because there are too many.
   */
  all: () =>
    queryOptions({
      queryKey: [...roots.models, 'production-metrics'],
      queryFn: async ({ client, signal }): Promise<{ measured: Map<string, Measured>; left: number }> => {
        const models = await client.query({ ...modelQueries.all({ filter: '' }), staleTime: 60_000 })
        const live = models.flatMap((model) => {
          const run_id = liveRun(model)
          return run_id ? [{ model, run_id }] : []
        })
        const read = serverInfo.backend === 'embedded' ? live : live.slice(0, MOST_RUNS)
        const metrics = await (serverInfo.backend === 'embedded' ? fromServer : fromRuns)(read, signal)
        const measured = read.map(({ model: { name, tags }, run_id }): [string, Measured] => {
          const values = (metrics.get(name) ?? []).map(({ key, value }) => [key, value] as const)
          return [name, { run_id, tags, metrics: new Map(values) }]
        })
        return { measured: new Map(measured), left: live.length - read.length }
      },
      staleTime: 60_000,
    }),
}

const liveRun = ({ latest_versions = [] }: RegisteredModel) =>
  latest_versions.find(({ current_stage }) => current_stage === 'Production')?.run_id

type Live = readonly { model: RegisteredModel; run_id: string }[]
type Values = readonly { key: string; value: number | string }[]

async function fromServer(live: Live): Promise<Map<string, Values>> {
  const groups = inGroupsOf(MOST_FACTS)(live.map(({ model: { name } }) => name))
  const read = await Promise.all(groups.map((names) => inTurn(() => factsOf(names))))
  return new Map(read.flatMap((facts) => [...facts].map(([name, { metrics }]) => [name, metrics] as const)))
}

async function fromRuns(live: Live, signal: AbortSignal): Promise<Map<string, Values>> {
  const runs = await runsByIds(new Set(live.map(({ run_id }) => run_id)), signal)
  return new Map(live.map(({ model: { name }, run_id }) => [name, runs.get(run_id)?.data.metrics ?? []]))
}
