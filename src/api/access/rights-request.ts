import type { May, Rights, ThingId } from '#contract/access/access.ts'
import { batched } from '../batched.ts'
import { calls } from '#contract/calls.ts'
import { earlyAnswersAt } from '../caller/early-calls.ts'
import { call } from '../client.ts'

export type ServerRights = Pick<Rights, 'create' | 'register' | 'administrate'>

const idsIn = (keys: readonly string[], kind: string) =>
  keys.flatMap((key) => (key.startsWith(kind) ? key.slice(kind.length) : []))

export const keyOf = (thing: ThingId): string =>
  'model' in thing ? `model ${thing.model}` : `experiment ${thing.experiment_id}`

/** What one may do with the thing of a key, or null if it can't be read. */
export const rightsTo = (thing: ThingId): Promise<May | null> => known(keyOf(thing)) as Promise<May | null>

/** What one may do on the whole server. */
export const rightsOnServer = (): Promise<ServerRights> => known(SERVER) as Promise<ServerRights>

const SERVER = 'server'

type Known = May | ServerRights | null

/** The document may tell. */
const known = async (key: string): Promise<Known | undefined> => {
  const told = earlyAnswersAt(calls.getRights.path).map((text) => byKey(JSON.parse(text) as Rights))
  return told.find((each) => each.has(key))?.get(key) ?? ask(key)
}

/** One request for all that a page shows. */
const ask = batched<Known>(async (keys) => {
  const asked = { models: idsIn(keys, 'model '), experiment_ids: idsIn(keys, 'experiment ') }
  const answer = await call('getRights', asked)
  return new Map<string, Known>([...keys.map((key) => [key, null] as const), ...byKey(answer)])
})

const byKey = ({ models, experiments, ...server }: Rights): Map<string, Known> =>
  new Map<string, Known>([
    [SERVER, server],
    ...models.map(({ name, may }) => [keyOf({ model: name }), may] as const),
    ...experiments.map(({ experiment_id, may }) => [keyOf({ experiment_id }), may] as const),
  ])
