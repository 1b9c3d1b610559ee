import { beforeEach } from 'vitest'
import { type Call, createClient } from '#contract/client.ts'
import type { Level, Thing } from '../embedded/store/accounts/level-words.ts'
import { type Holder, setLevel } from '../embedded/store/accounts/levels.ts'
import { type Caller, openAccounts, type Things, type World } from './accounts.ts'

/**
 * Opens a new world before each test, with one set of the admin's things that are open to everybody, and gives what changes and asks it.
 */
export function withOpenThings() {
  const world = {} as World
  const on = {} as Things
  beforeEach(async () => {
    Object.assign(world, await openAccounts())
    Object.assign(on, await world.db.write(() => world.things(false, 'admin')))
  })
  const asSent =
    (own: () => Record<string, string>) =>
    async (url: string, init: RequestInit): Promise<Response> =>
      world.app.request(url, { ...init, headers: { ...(init.headers as Record<string, string>), ...own() } })
  return {
    world,
    on,
    as: (caller: Caller): Call =>
      createClient(
        'http://localhost/',
        asSent(() => world.headersOf(caller)),
      ),
    withToken: (secret: string): Call =>
      createClient(
        'http://localhost/',
        asSent(() => ({ Authorization: `Bearer ${secret}` })),
      ),
    set: (thing: Thing, to: Holder, level?: Level) =>
      world.db.write(() => setLevel(world.db, thing, to, level, 'test')),
    model: (): Thing => ({ kind: 'model', name: on.model }),
    experiment: (): Thing => ({ kind: 'experiment', id: Number(on.experiment) }),
    /** Asks the artifact proxy; `path` begins with a slash or a question mark. */
    async askProxy(caller: Caller, method: string, path: string): Promise<[number, string]> {
      const init = { method, headers: world.headersOf(caller), ...(method === 'PUT' && { body: 'x' }) }
      const response = await world.app.request(`/api/2.0/mlflow-artifacts/artifacts${path}`, init)
      return [response.status, await response.text()]
    },
  }
}

export const everybody = { holder: 'everybody' } as const
export const account = (name: string) => ({ holder: 'account', name }) as const
