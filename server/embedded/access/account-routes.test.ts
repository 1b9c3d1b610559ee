import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type AccountCallName, accountCalls, type AccountOutput } from '#contract/accounts/account-calls.ts'
import { createApp } from '../../app.ts'
import { defaults } from '../../config/config.ts'
import { openBackend } from '../../open-backend.ts'
import { openDb } from '../db.ts'
import { createAccount, findAccount } from '../store/accounts/accounts.ts'
import { hashPassword } from '../store/accounts/passwords.ts'
import { proxiedAccount } from '../store/accounts/proxied.ts'

const PASSWORD = 'a long enough sentence'
const hash = await hashPassword(PASSWORD)
let app: ReturnType<typeof createApp>
let db: ReturnType<typeof openDb>

beforeEach(async () => {
  const data = mkdtempSync(join(tmpdir(), 'modelshelf-'))
  const config = { ...defaults, data, auth: 'accounts' } as const
  app = createApp({ backend: openBackend(config, {}).backend, config })
  db = openDb(join(data, 'modelshelf.db'))
  await db.write(() => {
    createAccount(db, { name: 'root', role: 'admin', password: hash }, 'test')
    createAccount(db, { name: 'ann', role: 'contributor', password: hash }, 'test')
  })
})

afterEach(() => void vi.useRealTimers())

const cookieOf = (response: Response) => /^[^;]+/.exec(response.headers.get('Set-Cookie') ?? '')?.[0] ?? ''
const signIn = async (name: string, password = PASSWORD) => {
  const response = await app.request('/modelshelf/sign-in', {
    method: 'POST',
    body: JSON.stringify({ name, password }),
    headers: { 'Content-Type': 'application/json', 'User-Agent': 'Firefox/1' },
  })
  return cookieOf(response)
}
async function send(cookie: string, name: AccountCallName, input: Record<string, unknown> = {}) {
  const { method, path } = accountCalls[name]
  const query = method === 'GET' ? `?${new URLSearchParams(input as Record<string, string>)}` : ''
  return app.request(`/${path}${query}`, {
    method,
    headers: { Cookie: cookie, 'Content-Type': 'application/json' },
    ...(method === 'POST' && { body: JSON.stringify(input) }),
  })
}
const read = async <N extends AccountCallName>(cookie: string, name: N, input: Record<string, unknown> = {}) =>
  // Each test says below what it expects of the answer.
  (await (await send(cookie, name, input)).json()) as AccountOutput[N]

const write = (headers: Record<string, string>, path: string, body: object) =>
  app.request(path, {
    method: path.endsWith('update') ? 'PATCH' : 'POST',
    body: JSON.stringify(body),
    headers: { ...headers, 'Content-Type': 'application/json' },
  })
const accept = (link?: string) => write({}, '/modelshelf/link/accept', { link, password: 'another long sentence' })

const sessionsOf = async (cookie: string) => (await read(cookie, 'getProfile')).sessions

test('sessions are listed and ended, one or all others, and nobody else’s', async () => {
  const [one, two, three, foreign] = [
    await signIn('ann'),
    await signIn('ann'),
    await signIn('ann'),
    await signIn('root'),
  ]
  const [current, ...others] = await sessionsOf(one)
  expect([current?.is_current, current?.agent, others.map(({ is_current }) => is_current)]).toEqual([
    true,
    'Firefox/1',
    [false, false],
  ])
  const [secondId] = (await sessionsOf(two)).map(({ id }) => id)
  expect((await send(foreign, 'endSession', { id: secondId })).status).toBe(404)
  expect((await send(one, 'endSession', { id: secondId })).status).toBe(200)
  expect([(await send(two, 'getProfile')).status, (await send(three, 'getProfile')).status]).toEqual([401, 200])
  await send(one, 'endSession')
  expect([(await send(three, 'getProfile')).status, (await send(one, 'getProfile')).status]).toEqual([401, 200])
  expect((await send(foreign, 'getProfile')).status).toBe(200)
})

test('a new password needs the current one, ends other sessions and replaces this one', async () => {
  const [mine, other] = [await signIn('ann'), await signIn('ann')]
  const wrong = await send(mine, 'changePassword', { current: 'wrong', password: 'another long sentence' })
  expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining('current password is wrong')])
  const weak = await send(mine, 'changePassword', { current: PASSWORD, password: 'short' })
  expect([weak.status, await weak.text()]).toEqual([400, expect.stringContaining('at least 12')])
  const changed = await send(mine, 'changePassword', { current: PASSWORD, password: 'another long sentence' })
  expect(changed.status).toBe(200)
  for (const cookie of [mine, other]) expect((await send(cookie, 'getProfile')).status).toBe(401)
  expect((await send(cookieOf(changed), 'getProfile')).status).toBe(200)
  expect([await signIn('ann'), await signIn('ann', 'another long sentence')]).toEqual(['', expect.stringMatching(/=/)])
})

test('guessing the current password is slowed down', async () => {
  const mine = await signIn('ann')
  vi.useFakeTimers({ toFake: ['Date'] }) // on a busy machine, hashing takes as long as the first delay
  const statuses = []
  for (let n = 0; n < 7; n += 1)
    statuses.push((await send(mine, 'changePassword', { current: `wrong ${n}`, password: PASSWORD })).status)
  expect(statuses).toEqual([400, 400, 400, 400, 400, 429, 429])
})

test('tokens are shown once, and only their owner revokes them', async () => {
  const [ann, root] = [await signIn('ann'), await signIn('root')]
  const { secret } = await read(ann, 'createToken', { name: 'laptop', scope: 'log', days: 30 })
  const { tokens } = await read(ann, 'getProfile')
  expect(tokens).toEqual([expect.objectContaining({ name: 'laptop', scope: 'log', used: null, revoked: null })])
  expect(JSON.stringify(tokens)).not.toContain(secret)
  const me = async () =>
    (await app.request('/modelshelf/me', { headers: { Authorization: `Bearer ${secret}` } })).status
  const { id } = tokens[0]!
  expect([(await send(root, 'revokeToken', { id })).status, await me()]).toEqual([404, 200])
  expect([(await send(ann, 'revokeToken', { id })).status, await me()]).toEqual([200, 401])
  for (const days of [0, -1, 100_000])
    expect((await send(ann, 'createToken', { name: 't', scope: 'all', days })).status).toBe(400)
})

test('an admin invites, changes roles, resets passwords and deletes; the last admin stays', async () => {
  const root = await signIn('root')
  const { secret } = await read(root, 'createPerson', { name: 'bob', role: 'reader', kind: 'person' })
  expect(secret).toEqual(expect.any(String))
  expect((await send(root, 'createPerson', { name: 'BOB', role: 'reader', kind: 'person' })).status).toBe(400)
  await send(root, 'setRole', { name: 'bob', role: 'contributor' })
  const { people } = await read(root, 'listPeople')
  expect(people).toEqual([
    expect.objectContaining({ name: 'ann', has_password: true }),
    expect.objectContaining({ name: 'bob', role: 'contributor', has_password: false, used: null, tokens: 0 }),
    expect.objectContaining({ name: 'root', role: 'admin' }),
  ])
  const ann = await signIn('ann')
  const reset = await read(root, 'createLink', { name: 'ann' })
  const accepted = await accept(reset.secret)
  expect([accepted.status, (await send(ann, 'getProfile')).status]).toEqual([200, 401])
  await send(root, 'deletePerson', { name: 'ann' })
  expect((await send(cookieOf(accepted), 'getProfile')).status).toBe(401)
  for (const [name, input] of [
    ['deletePerson', {}],
    ['setRole', { role: 'reader' }],
  ] as const)
    expect((await send(root, name, { name: 'root', ...input })).status).toBe(409)
  expect(findAccount(db, 'root')?.role).toBe('admin')
})

test('a deactivated account can do nothing until it is activated, and keeps its role, levels and groups', async () => {
  const root = await signIn('root')
  const ann = await signIn('ann')
  const { secret: token } = await read(ann, 'createToken', { name: 't', scope: 'all', days: 1 })
  const { secret: link } = await read(root, 'createLink', { name: 'ann' })
  await send(root, 'createGroup', { name: 'scorers' })
  await send(root, 'joinGroup', { group: 'scorers', account: 'ann' })
  expect((await send(root, 'deactivatePerson', { name: 'root' })).status).toBe(409) // the last admin
  expect((await send(root, 'deactivatePerson', { name: 'Ann' })).status).toBe(200)
  const bearer = await app.request('/modelshelf/me', { headers: { Authorization: `Bearer ${token}` } })
  const opened = await write({}, '/modelshelf/link', { link })
  expect([bearer.status, opened.status, (await send(ann, 'getProfile')).status]).toEqual([401, 404, 401])
  expect(await signIn('ann')).toBe('')
  expect((await send(root, 'createLink', { name: 'ann' })).status).toBe(409)
  const { people } = await read(root, 'listPeople')
  expect(people[0]).toMatchObject({ name: 'ann', role: 'contributor', is_deactivated: true, tokens: 0 })
  const again = await read(root, 'activatePerson', { name: 'ann' })
  const accepted = await accept(again.secret)
  expect(accepted.status).toBe(200)
  expect((await read(root, 'listGroups')).groups).toEqual([{ name: 'scorers', members: ['ann'] }])
})

test('an account that has no password by its kind is activated without a link', async () => {
  const { name: proxied } = (await proxiedAccount(db, 'zoe', 'root'))! // from an earlier start with --auth proxy
  const root = await signIn('root')
  await send(root, 'createPerson', { name: 'ci', role: 'reader', kind: 'service' })
  for (const name of [proxied, 'ci']) {
    expect((await send(root, 'deactivatePerson', { name })).status).toBe(200)
    expect(await read(root, 'activatePerson', { name })).toEqual({})
    const link = await send(root, 'createLink', { name })
    expect([link.status, await link.text()]).toEqual([400, expect.stringContaining('no password')])
  }
  const { people } = await read(root, 'listPeople')
  expect(people.filter(({ is_deactivated }) => is_deactivated)).toEqual([])
  expect(await proxiedAccount(db, 'zoe', 'root')).toMatchObject({ name: 'zoe' })
})

test('groups hold levels for their members, until these leave or the group is deleted', async () => {
  const root = await signIn('root')
  const ann = await signIn('ann')
  const describe = async () =>
    (await write({ Cookie: ann }, '/api/2.0/mlflow/registered-models/update', { name: 'm', description: 'd' })).status
  await write({ Cookie: root }, '/api/2.0/mlflow/registered-models/create', { name: 'm' })
  await send(root, 'createGroup', { name: 'scorers' })
  expect((await send(root, 'createGroup', { name: 'scorers' })).status).toBe(400)
  expect((await send(root, 'createGroup', { name: ' x' })).status).toBe(400)
  const give = { model: 'm', holder: 'group', name: 'scorers', level: 'CAN_EDIT' }
  expect((await write({ Cookie: root }, '/modelshelf/access', give)).status).toBe(200)
  expect(await describe()).toBe(403)
  await send(root, 'joinGroup', { group: 'scorers', account: 'ann' })
  expect(await describe()).toBe(200)
  await send(root, 'leaveGroup', { group: 'scorers', account: 'ann' })
  expect(await describe()).toBe(403)
  await send(root, 'joinGroup', { group: 'scorers', account: 'ann' })
  await send(root, 'deleteGroup', { name: 'scorers' })
  await send(root, 'createGroup', { name: 'scorers' })
  await send(root, 'joinGroup', { group: 'scorers', account: 'ann' })
  expect(await describe()).toBe(403) // a group of the same name is another one
  const { entries } = await read(root, 'listAudit')
  expect(entries.map(({ action }) => action).filter((action) => action.startsWith('group'))).toEqual(
    ['joined', 'created', 'deleted', 'joined', 'left', 'joined', 'created'].map((word) => `group-${word}`),
  )
})

test('an admin’s token of scope import keeps the names that it sends; others write their own', async () => {
  const root = await signIn('root')
  const ann = await signIn('ann')
  expect((await send(ann, 'createToken', { name: 't', scope: 'import', days: 1 })).status).toBe(400)
  const { secret } = await read(root, 'createToken', { name: 't', scope: 'import', days: 1 })
  const { secret: plain } = await read(root, 'createToken', { name: 't', scope: 'all', days: 1 })
  const runOf = async (token: string) => {
    const tags = [{ key: 'mlflow.user', value: 'grace' }]
    const answer = await write({ Authorization: `Bearer ${token}` }, '/api/2.0/mlflow/runs/create', {
      experiment_id: '0',
      user_id: 'grace',
      tags,
    })
    const { run } = (await answer.json()) as { run: { info: { user_id: string }; data: { tags: object[] } } }
    return [run.info.user_id, run.data.tags]
  }
  expect(await runOf(secret)).toEqual(['grace', expect.arrayContaining([{ key: 'mlflow.user', value: 'grace' }])])
  expect(await runOf(plain)).toEqual(['root', expect.arrayContaining([{ key: 'mlflow.user', value: 'root' }])])
  const level = { experiment_id: '0', holder: 'everybody', level: 'NONE' }
  expect((await write({ Authorization: `Bearer ${secret}` }, '/modelshelf/access', level)).status).toBe(403)
  await db.write(() => createAccount(db, { name: 'eve', role: 'admin', password: hash }, 'test'))
  await send(root, 'setRole', { name: 'root', role: 'contributor' })
  expect((await runOf(secret))[0]).toBe('root') // no admin any more
})

test('service accounts get tokens from admins, and no link; people make their own', async () => {
  const root = await signIn('root')
  expect(await read(root, 'createPerson', { name: 'ci', role: 'reader', kind: 'service' })).toEqual({})
  expect((await send(root, 'createLink', { name: 'ci' })).status).toBe(400)
  const token = { name: 'nightly', scope: 'read', days: 1 }
  expect((await send(root, 'createServiceToken', { account: 'ann', ...token })).status).toBe(400)
  expect((await send(root, 'createServiceToken', { account: 'ci', ...token })).status).toBe(200)
  const { tokens } = await read(root, 'listServiceTokens', { account: 'ci' })
  const { id } = tokens[0]!
  expect((await send(root, 'revokeServiceToken', { account: 'ci', id })).status).toBe(200)
})

test('the audit log is filtered by account and event, and paged', async () => {
  const root = await signIn('root')
  for (let n = 0; n < 120; n += 1)
    await send(root, 'setRole', { name: 'ann', role: n % 2 === 0 ? 'reader' : 'contributor' })
  const newest = await read(root, 'listAudit', { account: 'ann', action: 'role-changed' })
  const { entries, has_more } = newest
  expect([entries.length, has_more]).toEqual([100, true])
  const older = await read(root, 'listAudit', { account: 'ann', action: 'role-changed', before: entries.at(-1)!.id })
  expect([older.entries, older.has_more]).toEqual([expect.objectContaining({ length: 20 }), false])
  const all = await read(root, 'listAudit', { account: 'ann' })
  expect(all.entries.every(({ action }) => action !== 'signed-in')).toBe(true)
})
