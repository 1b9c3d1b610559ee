import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { createApp } from '../../app.ts'
import { ConfigError } from '../../config/config-values.ts'
import { type Config, defaults } from '../../config/config.ts'
import { openBackend } from '../../open-backend.ts'
import { openDb } from '../db.ts'
import { createAccount, deactivateAccount, findAccount, setPassword } from '../store/accounts/accounts.ts'
import { listAudit } from '../store/accounts/audit.ts'
import { hashPassword } from '../store/accounts/passwords.ts'
import { TOKEN_PREFIX } from '../store/accounts/tokens.ts'

const PASSWORD = 'a long enough sentence'
const hash = await hashPassword(PASSWORD)
const PROXY = '10.1.2.3'
let app: ReturnType<typeof createApp>
let db: ReturnType<typeof openDb>
let config: Config

beforeEach(async () => {
  const data = mkdtempSync(join(tmpdir(), 'modelshelf-'))
  const proxy = {
    auth: 'proxy',
    userHeader: 'X-Forwarded-User',
    trustProxy: ['10.0.0.0/8'],
    adminName: 'root',
  } as const
  config = { ...defaults, data, ...proxy }
  app = createApp({ backend: openBackend(config, {}).backend, config })
  db = openDb(join(data, 'modelshelf.db'))
  await db.write(() => createAccount(db, { name: 'ann', role: 'admin', password: hash }, 'test'))
})

type Sent = { from?: string; names?: string[]; headers?: Record<string, string>; body?: object }
/** A request as Node has it: from an address, with the header as often as there are names. */
async function ask(path: string, { from = PROXY, names = [], headers = {}, body }: Sent) {
  const rawHeaders = names.flatMap((name) => ['x-forwarded-user', Buffer.from(name).toString('latin1')])
  const method = body ? 'POST' : 'GET'
  const response = await app.request(
    path,
    {
      method,
      headers: { ...headers, 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    },
    { incoming: { socket: { remoteAddress: from }, rawHeaders } },
  )
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}
const meOf = async (sent: Sent) => {
  const { status, body } = await ask('/modelshelf/me', sent)
  return status === 200 ? [body['name'], body['role']] : status
}
const basic = (name: string, secret: string) => ({
  Authorization: `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`,
})

test('somebody whose account is deactivated while a request is on its way writes nothing', async () => {
  await meOf({ names: ['bob'] })
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await db.write(() => deactivateAccount(db, 'bob', 'test'))
        controller.enqueue(new TextEncoder().encode('{"name": "made"}'))
        controller.close()
      },
    },
    { highWaterMark: 0 },
  )
  const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body, duplex: 'half' } as RequestInit
  const incoming = { socket: { remoteAddress: PROXY }, rawHeaders: ['x-forwarded-user', 'bob'] }
  const response = await app.request('/api/2.0/mlflow/registered-models/create', init, { incoming })
  expect(response.status).toBe(401)
  expect(db.all('SELECT name FROM registered_models')).toEqual([])
})

test('the header is believed from the proxy only, and when it is there once', async () => {
  expect(await meOf({ names: ['bob'] })).toEqual(['bob', 'contributor'])
  expect(await meOf({ names: ['Zoë'] })).toEqual(['Zoë', 'contributor'])
  for (const sent of [
    { names: ['bob'], from: '192.0.2.1' },
    { names: ['bob'], from: '127.0.0.1' },
    { names: [] },
    { names: [' '] },
    { names: ['eve', 'bob'] },
  ])
    expect([sent, await meOf(sent)]).toEqual([sent, 401])
  await expect.poll(() => listAudit(db, 1)[0]).toMatchObject({ actor: 'unknown', action: 'sign-in-failed' })
  expect(await meOf({ names: ['root'] })).toEqual(['root', 'admin']) // the local one cannot come through the proxy
  expect(await meOf({ names: ['a:b'] })).toBe(400) // no account can have this name
})

test('whom the proxy names is never a local account, and passwords count for nothing', async () => {
  expect(await meOf({ names: ['ann'] })).toEqual(['ann (proxy)', 'contributor'])
  expect(await meOf({ names: ['ann'] })).toEqual(['ann (proxy)', 'contributor'])
  expect(await meOf({ names: ['Ann'] })).toEqual(['Ann (proxy 2)', 'contributor']) // another subject
  expect(await meOf({ names: [], headers: basic('ann', PASSWORD) })).toBe(401)
  const like = `a sentence:${TOKEN_PREFIX}` // like a token, with another name
  const likeHash = await hashPassword(like)
  await db.write(() => setPassword(db, 'ann', likeHash, 'test'))
  expect(await meOf({ names: [], headers: basic('ann', like) })).toBe(401)
  expect((await ask('/modelshelf/sign-in', { body: { name: 'ann', password: PASSWORD } })).status).not.toBe(200)
  // So that nobody could sign in as them with --auth accounts on the same data.
  expect(() => setPassword(db, 'ann (proxy)', hash, 'test')).toThrow('signs in through the proxy')
})

test('a person whom the proxy names has no password to change', async () => {
  const body = { current: PASSWORD, password: `${PASSWORD} too` }
  const { status, body: answer } = await ask('/modelshelf/profile/password', { names: ['zoe'], body })
  expect([status, answer['message']]).toEqual([400, expect.stringContaining('signs in through the proxy')])
})

const post = (path: string, body: object) => ask(path, { names: ['root'], body })

test('who has --admin-name becomes admin also after having come as something else, while the proxy lets in none', async () => {
  expect(await meOf({ names: ['root'] })).toEqual(['root', 'admin'])
  await db.write(() => db.run("UPDATE accounts SET role = 'contributor' WHERE name = 'root'"))
  expect(await meOf({ names: ['root'] })).toEqual(['root', 'admin'])
  expect(await meOf({ names: ['zoe'] })).toEqual(['zoe', 'contributor'])
  await db.write(() => db.run("UPDATE accounts SET role = CASE name WHEN 'zoe' THEN 'admin' ELSE 'reader' END"))
  expect(await meOf({ names: ['root'] })).toEqual(['root', 'reader'])
})

test('the first admin is who has --admin-name, while there is none', async () => {
  await db.write(() => db.run("UPDATE accounts SET role = 'reader'"))
  expect(await meOf({ names: ['root'] })).toEqual(['root', 'admin'])
  const invited = await post('/modelshelf/people', { name: 'new', role: 'reader', kind: 'person' })
  expect([invited.status, findAccount(db, 'new')]).toEqual([400, undefined])
  expect((await post('/modelshelf/people', { name: 'ci', role: 'reader', kind: 'service' })).status).toBe(200)
  expect(await meOf({ names: ['bob'] })).toEqual(['bob', 'contributor'])
  for (const name of ['bob', 'ann (proxy)'])
    expect((await post('/modelshelf/people/link', { name })).status).not.toBe(200)

  await post('/modelshelf/people/deactivate', { name: 'bob' })
  expect(await meOf({ names: ['bob'] })).toBe(401)
  expect((await post('/modelshelf/people/activate', { name: 'bob' })).body).toEqual({})
  expect(await meOf({ names: ['bob'] })).toEqual(['bob', 'contributor'])
  await post('/modelshelf/people/delete', { name: 'bob' })
  expect(await meOf({ names: ['bob'] })).toBe(401) // a name is never used again
})

test('a token decides alone, whoever sends it', async () => {
  const { body } = await ask('/modelshelf/profile/tokens', {
    names: ['bob'],
    body: { name: 'laptop', scope: 'read', days: 1 },
  })
  const token = String(body['secret'])
  const bearer = { Authorization: `Bearer ${token}` }
  for (const headers of [bearer, basic('bob', token)])
    expect(await meOf({ from: '192.0.2.1', headers })).toEqual(['bob', 'contributor'])
  const create = { body: { name: 'churn' }, names: ['bob'] }
  const path = '/api/2.0/mlflow/registered-models/create'
  expect((await ask(path, { ...create, headers: bearer })).status).toBe(403)
  expect((await ask(path, { ...create, headers: { Authorization: 'Bearer msh_invented' } })).status).toBe(401)
  // The proxy's own token is none of ours.
  expect((await ask(path, { ...create, headers: { Authorization: 'Bearer eyJhbGciOi' } })).status).toBe(200)
})

test('it does not start without a header and a proxy to believe', () => {
  for (const wrong of [
    { auth: 'proxy', trustProxy: ['10.0.0.0/8'] },
    { auth: 'proxy', userHeader: 'X-User' },
    { auth: 'accounts', userHeader: 'X-User', trustProxy: ['10.0.0.0/8'] },
  ] as const)
    expect(() => openBackend({ ...defaults, data: config.data, ...wrong }, {})).toThrow(ConfigError)
  const behind = { MLFLOW_TRACKING_URI: 'http://192.0.2.1:5000' }
  for (const wrong of [
    { auth: 'proxy', userHeader: 'X-User', trustProxy: ['10.0.0.0/8'] },
    { auth: 'pass-through', userHeader: 'X-User', trustProxy: ['10.0.0.0/8'] },
    { auth: 'operator', userHeader: 'X-User' },
  ] as const)
    expect(() => openBackend({ ...defaults, data: config.data, ...wrong }, behind)).toThrow(ConfigError)
})
