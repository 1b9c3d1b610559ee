import { beforeAll, describe, expect, test, vi } from 'vitest'
import { type AccountCallName, accountCalls } from '#contract/accounts/account-calls.ts'
import { authCalls, type AuthCallName } from '#contract/accounts/mlflow-auth.ts'
import { calls } from '#contract/calls.ts'
import { createClient } from '#contract/client.ts'
import type { EndpointName } from '#contract/endpoints.ts'
import type { ApiError } from '#contract/errors.ts'
import { openAccounts, type Things, type World } from '../../testing/accounts.ts'
import { accountRequests, paths, userRequests } from '../../testing/rights-paths.ts'
import { requests } from '../../testing/rights-table.ts'
import { createAccount, findAccount, setRole } from '../store/accounts/accounts.ts'
import { levels } from '../store/accounts/level-words.ts'
import { setLevel } from '../store/accounts/levels.ts'
import { endListed, startSession } from '../store/accounts/sessions.ts'
import { createToken, revokeToken } from '../store/accounts/tokens.ts'

// A body can take a minute and an upload any time: what changes meanwhile counts for the request that is on its way.

const lookUp = vi.hoisted(() => ({ meanwhile: (): unknown => undefined }))
vi.mock('../webhooks/resolve-host.ts', () => ({
  async resolveHost() {
    await lookUp.meanwhile()
    return [{ address: '93.184.216.34', family: 4 }]
  },
}))

let world: World
let on: Things
let made = 0
beforeAll(async () => {
  world = await openAccounts()
  on = await world.db.write(() => world.things(true, 'admin')) // closed, so that only levels count
})

const jsonType = { 'Content-Type': 'application/json' }

/** Sends a request whose body arrives only after `meanwhile`, which begins when the server waits for it. */
async function send(path: string, init: RequestInit & { body: string }, meanwhile: () => Promise<unknown>) {
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await meanwhile()
        controller.enqueue(new TextEncoder().encode(init.body))
        controller.close()
      },
    },
    { highWaterMark: 0 },
  )
  return world.app.request(path, { ...init, body, duplex: 'half' } as RequestInit)
}

/** An admin of their own for a test, by a token or a session, and what ends it or makes them a contributor. */
async function newAdmin() {
  const { db } = world
  const name = `admin ${(made += 1)}`
  return db.write(() => {
    const account = createAccount(db, { name, role: 'admin' }, 'test')
    const token = createToken(db, name, { name: 't', scope: 'all', days: 1 }, 'test')
    const { id } = db.get<{ id: number }>('SELECT max(id) AS id FROM tokens')!
    const session = startSession(db, account.id, '')
    return {
      name,
      byToken: { Authorization: `Bearer ${token}` },
      bySession: { Cookie: `session=${session}` },
      revoke: () => db.write(() => revokeToken(db, name, id, 'test')),
      endSession: () => db.write(() => endListed(db, account, '')),
      demote: () => db.write(() => setRole(db, name, 'contributor', 'test')),
    }
  })
}

const writes = (Object.keys(requests) as EndpointName[]).filter((name) => calls[name].kind === 'write')

test.each(writes)('%s by a token that is revoked meanwhile is 401', async (name) => {
  const { byToken, revoke, name: caller } = await newAdmin()
  const slow = createClient('http://localhost/', (url, init) =>
    send(url, { ...init, headers: { ...jsonType, ...byToken }, body: String(init.body ?? '{}') }, revoke),
  )
  const input = requests[name].input(on, caller)
  expect(await slow(name, input as never).catch(({ status }: ApiError) => status)).toBe(401)
})

const changes = (Object.keys(accountCalls) as AccountCallName[]).filter((name) => accountCalls[name].method === 'POST')
describe.each(changes)('%s', (name) => {
  const { who, input } = accountRequests[name]
  const ask = (headers: object, meanwhile: () => Promise<unknown>) =>
    send(
      `/${accountCalls[name].path}`,
      { method: 'POST', headers: { ...jsonType, ...headers }, body: JSON.stringify(input?.() ?? {}) },
      meanwhile,
    )

  // A wrong password is told before anything is written.
  test.skipIf(name === 'changePassword')('by a session that is ended meanwhile is 401', async () => {
    const { bySession, endSession } = await newAdmin()
    expect((await ask(bySession, endSession)).status).toBe(401)
  })

  test.runIf(who === 'admins')('by an admin who is one no longer is 403', async () => {
    const { bySession, demote } = await newAdmin()
    expect((await ask(bySession, demote)).status).toBe(403)
  })
})

const usersChanges = (Object.keys(userRequests) as AuthCallName[]).flatMap((name) => {
  const request = userRequests[name]
  return typeof request === 'object' && request.changes ? [[name, request.input!] as const] : []
})
test.each(usersChanges)('%s by an admin who is one no longer is 403', async (name, input) => {
  const { method, path } = authCalls[name]
  const { bySession, demote } = await newAdmin()
  const body = JSON.stringify(input('reader'))
  const init = { method, headers: { ...jsonType, ...bySession }, body }
  expect((await send(`/api/${path}`, init, demote)).status).toBe(403)
  expect(findAccount(world.db, 'reader')).toMatchObject({ password: null })
})

test.each(['POST', 'DELETE'])('%s of the sample project by an admin who is one no longer is 403', async (method) => {
  const { bySession, demote } = await newAdmin()
  const init = { method, headers: { ...jsonType, ...bySession }, body: '{}' }
  expect((await send('/modelshelf/sample', init, demote)).status).toBe(403)
})

const otherWrites = Object.entries(paths).filter(
  ([name, { body, passes }]) => !name.startsWith('GET') && body && passes === undefined,
)
describe.each(otherWrites)('%s', (name, { path, body }) => {
  const ask = (headers: object, meanwhile: () => Promise<unknown>) => {
    const type = name.includes('upload-artifact') ? { 'Content-Type': 'application/octet-stream' } : jsonType
    const method = name.split(' ')[0]!
    return send(path(on), { method, headers: { ...type, ...headers }, body: body!(on) }, meanwhile)
  }

  test('by a token that is revoked meanwhile is 401', async () => {
    const { byToken, revoke } = await newAdmin()
    expect((await ask(byToken, revoke)).status).toBe(401)
  })

  test('by somebody whose level is lowered or taken away meanwhile is 403 or 404', async () => {
    const { db } = world
    const give = (level: 'manage' | 'read' | 'none') =>
      db.write(() => {
        const to = { holder: 'account', name: 'manager' } as const
        setLevel(db, { kind: 'model', name: on.model }, to, levels[level], 'test')
        setLevel(db, { kind: 'experiment', id: Number(on.experiment) }, to, levels[level], 'test')
      })
    expect((await ask(world.headersOf('manager'), () => give('read'))).status).toBe(403)
    await give('manage')
    expect((await ask(world.headersOf('manager'), () => give('none'))).status).toBe(404)
    await give('manage')
  })
})

test('nothing of the uploads above was stored', async () => {
  const folder = `${on.experiment}/${on.run}/artifacts`
  const listed = await world.app.request(`/api/2.0/mlflow-artifacts/artifacts?path=${folder}`, {
    headers: world.headersOf('admin'),
  })
  expect(await listed.json()).toEqual({})
})

test.each([
  ['loses the level', levels.edit, 403],
  ['may read the model no longer', levels.none, 404],
] as const)('who %s while a slow write prepares does not write', async (_, level, status) => {
  const { db } = world
  const thing = { kind: 'model', name: on.model } as const
  const give = (level: (typeof levels)[keyof typeof levels]) =>
    db.write(() => setLevel(db, thing, { holder: 'account', name: 'manager' }, level, 'test'))
  const manager = createClient('http://localhost/', async (url, init) =>
    world.app.request(url, { ...init, headers: { ...jsonType, ...world.headersOf('manager') } }),
  )
  lookUp.meanwhile = () => give(level)
  const changed = { id: on.webhook, http_url_spec: { url: `https://looked-up-${status}.example/hook` } }
  await expect(manager('updateRegistryWebhook', changed)).rejects.toMatchObject({ status })
  lookUp.meanwhile = () => undefined
  await give(levels.manage)
  expect(JSON.stringify(await manager('listRegistryWebhooks', { model_name: on.model }))).not.toContain(
    `looked-up-${status}`,
  )
  await manager('updateRegistryWebhook', changed)
})
