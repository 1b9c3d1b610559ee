import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createClient } from '#contract/client.ts'
import { type Caller, openAccounts, type Things, type World } from '../../testing/accounts.ts'

// A host's name is asked of name servers only for who may save a webhook that leads there.

const asked = vi.hoisted(() => [] as string[])
vi.mock('../webhooks/resolve-host.ts', () => ({
  resolveHost(host: string) {
    asked.push(host)
    return Promise.resolve([{ address: '93.184.216.34', family: 4 }])
  },
}))

let world: World
let [open, closed]: Things[] = []
beforeAll(async () => {
  world = await openAccounts()
  ;[open, closed] = await world.db.write(() => [false, true].map((isClosed) => world.things(isClosed, 'admin')))
})
beforeEach(() => void asked.splice(0))

const clientOf = (caller: Caller) =>
  createClient('http://localhost/', async (url, init) =>
    world.app.request(url, {
      ...init,
      headers: { ...(init.headers as Record<string, string>), ...world.headersOf(caller) },
    }),
  )
const url = 'https://looked-up.example/hook'
const http_url_spec = { url }
const status = (answer: Promise<object>) =>
  answer.then(
    () => 200,
    (error: { status: number }) => error.status,
  )
const update = (caller: Caller, id: string) => status(clientOf(caller)('updateRegistryWebhook', { id, http_url_spec }))
const create = (caller: Caller, model_name?: string) =>
  status(
    clientOf(caller)('createRegistryWebhook', {
      events: ['COMMENT_CREATED'],
      http_url_spec,
      ...(model_name !== undefined && { model_name }),
    }),
  )

test.each<Caller>(['reader', 'contributor', 'producer', 'scope read', 'scope log', 'scope import'])(
  '%s has no name looked up, whatever webhook they name',
  async (caller) => {
    for (const id of ['no such webhook', open!.webhook, closed!.webhook, open!.mlflowWebhook])
      expect([id, await update(caller, id)]).toEqual([id, expect.toBeOneOf([403, 404])])
    for (const model of [undefined, 'no such model', open!.model, closed!.model])
      expect([model, await create(caller, model)]).toEqual([model, expect.toBeOneOf([403, 404])])
    const event = { entity: 'MODEL_VERSION', action: 'CREATED' } as const
    expect(await status(clientOf(caller)('createWebhook', { name: 'w', url, events: [event] }))).toBe(403)
    expect(await status(clientOf(caller)('updateWebhook', { webhook_id: open!.mlflowWebhook, url }))).toBe(403)
    expect(asked).toEqual([])
  },
)

test('a manager has a name looked up for a webhook of their model, and not for one that does not exist', async () => {
  expect([await update('manager', 'no such webhook'), asked]).toEqual([404, []])
  expect([await update('manager', open!.webhook), asked]).toEqual([200, ['looked-up.example']])
})
