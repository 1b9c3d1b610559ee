import type { May, Rights, ThingId } from '#contract/access/access.ts'
import { batched } from '../batched.ts'
import { call } from '../client.ts'

export type ServerRights = Pick<Rights, 'create' | 'register' | 'administrate'>

const idsIn = (keys: readonly string[], kind: string) =>
  keys.flatMap((key) => (key.startsWith(kind) ? key.slice(kind.length) : []))

export const keyOf = (thing: ThingId): string =>
  'model' in thing ? `model ${thing.model}` : `experiment ${thing.experiment_id}`

/** What one may do with the thing of a key, or null if it can't be read. */
export const rightsTo = (thing: ThingId): Promise<May | null> => ask(keyOf(thing)) as Promise<May | null>

/** What one may do on the whole server. */
export const rightsOnServer = (): Promise<ServerRights> => ask(SERVER) as Promise<ServerRights>

const SERVER = 'server'

/** One request for all that a page shows. */
const ask = batched<May | ServerRights | null>(async (keys) => {
  const asked = { models: idsIn(keys, 'model '), experiment_ids: idsIn(keys, 'experiment ') }
  const { models, experiments, ...server } = await call('getRights', asked)
  return new Map<string, May | ServerRights | null>([
    ...keys.map((key) => [key, null] as const),
    [SERVER, server],
    ...models.map(({ name, may }) => [keyOf({ model: name }), may] as const),
    ...experiments.map(({ experiment_id, may }) => [keyOf({ experiment_id }), may] as const),
  ])
})
