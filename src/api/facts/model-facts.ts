import { queryOptions } from '@tanstack/react-query'
import { MOST_FACTS, type ModelFacts, modelFactsPath } from '#contract/find/model-facts.ts'
import type { RegisteredModel } from '#contract/models.ts'
import { batched, inGroupsOf } from '../batched.ts'
import { readOwn } from '../caller/own-paths.ts'
import { roots } from '../query-keys.ts'
import { serverInfo } from '../server-info.ts'
import { whenReachable } from '../connection.ts'

export const modelFactsQueries = {
  /** What a list shows of a model besides itself, or null if it is gone. */
  of: (model: RegisteredModel) =>
    queryOptions({
      queryKey: [...roots.models, 'facts', model.name, model.last_updated_timestamp ?? 0],
      queryFn: async ({ client }): Promise<ModelFacts | null> => {
        if (serverInfo.backend === 'embedded') return (await fromServer(model.name)) ?? null
        return (await whenReachable(() => import('./gathered-facts.ts'))).gatheredFacts(model, client)
      },
      staleTime: 60_000,
    }),
}

/** By name, of at most MOST_FACTS models. */
export async function factsOf(names: readonly string[]): Promise<Map<string, ModelFacts>> {
  const { facts } = await readOwn<{ facts: ModelFacts[] }>(modelFactsPath, { names: JSON.stringify(names) })
  return new Map(facts.map((one) => [one.name, one]))
}

const fromServer = batched(factsOf, inGroupsOf(MOST_FACTS))
