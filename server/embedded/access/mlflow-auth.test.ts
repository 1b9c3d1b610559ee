import { beforeAll, beforeEach, expect, test } from 'vitest'
import { type AuthCallName, authCalls } from '#contract/accounts/mlflow-auth.ts'
import { createAccount, findAccount } from '../store/accounts/accounts.ts'
import { startSession } from '../store/accounts/sessions.ts'
import { levels } from '../store/accounts/level-words.ts'
import { setLevel } from '../store/accounts/levels.ts'
import { hashPassword } from '../store/accounts/passwords.ts'
import { type Caller, machine, nobodies, openAccounts, people, scoped, type World } from '../../testing/accounts.ts'
import { userRequests } from '../../testing/rights-paths.ts'
import { freshName } from '../../testing/rights-table.ts'

const PASSWORD = 'a long enough sentence'
const OTHER = 'another long sentence'
const hash = await hashPassword(PASSWORD)
let world: World
let ann: string
beforeAll(async () => {
  world = await openAccounts()
})
beforeEach(async () => {
  ann = freshName()
  await world.db.write(() => createAccount(world.db, { name: ann, role: 'contributor', password: hash }, 'test'))
})

async function send(headers: Record<string, string>, name: AuthCallName, input: Record<string, unknown> = {}) {
  const { method, path } = authCalls[name]
  const query = method === 'GET' ? `?${new URLSearchParams(input as Record<string, string>)}` : ''
  const response = await world.app.request(`/api/${path}${query}`, {
    method,
    headers: { ...headers, 'Content-Type': 'application/json' },
    ...(method !== 'GET' && { body: JSON.stringify(input) }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}
const withToken = (caller: Caller) => world.headersOf(caller)
const withPassword = (name: string, password = PASSWORD) => ({
  Authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`,
})
async function withSession(name: string) {
  const { id } = findAccount(world.db, name)!
  return { Cookie: `session=${await world.db.write(() => startSession(world.db, id, ''))}` }
}

const aboutUsers = Object.entries(userRequests).flatMap(([name, request]) =>
  request === 'about a thing' ? [] : [[name as AuthCallName, request] as const],
)

test.each(aboutUsers)('%s is for those who may, and a token changes nothing', async (call, request) => {
  const ask = async (headers: Record<string, string>) => (await send(headers, call, request.input?.(ann))).status
  for (const caller of nobodies) expect([caller, await ask(withToken(caller))]).toEqual([caller, 401])
  for (const caller of [...people, machine, ...scoped]) {
    const may = request.who === 'each' || (caller === 'admin' && !request.changes)
    expect([caller, await ask(withToken(caller))]).toEqual([caller, may ? 200 : 403])
  }
  for (const person of people) {
    const may = request.who === 'each' || person === 'admin'
    expect([person, await ask(await withSession(person))]).toEqual([person, may ? 200 : 403])
    if (call === 'deleteUser' && may) return
  }
  if (request.who !== 'admins') expect(await ask(withPassword(ann))).toBe(200)
})

test('everybody changes their own password, with the current one', async () => {
  const change = (headers: Record<string, string>, input: object) =>
    send(headers, 'updateUserPassword', { username: ann, ...input })
  const session = await withSession(ann)
  expect((await change(session, { password: OTHER })).body['message']).toMatch(/^Current password is required/)
  const wrong = await change(session, { password: OTHER, current_password: 'wrong' })
  expect(wrong.body).toMatchObject({ error_code: 'INVALID_PARAMETER_VALUE' })
  const same = await change(session, { password: PASSWORD, current_password: PASSWORD })
  expect(same.body['message']).toMatch(/must differ/)
  expect((await change(withPassword(ann), { password: 'short' })).status).toBe(400)
  // 2.22 sends no current password: the request was signed in with it.
  expect((await change(withPassword(ann), { password: OTHER })).status).toBe(200)
  expect((await send(withPassword(ann), 'getCurrentUser')).status).toBe(401)
  expect((await send(session, 'getCurrentUser')).status).toBe(401) // a new password ends sessions
  const current_password = OTHER
  expect((await change(withPassword(ann, OTHER), { password: PASSWORD, current_password })).status).toBe(200)
  expect((await send(withPassword(ann), 'getCurrentUser')).body).toMatchObject({ user: { username: ann } })
})

test('users are told with their id, name and role, and without what is for their own eyes', async () => {
  const { body } = await send(await withSession('admin'), 'listUsers')
  const { id } = findAccount(world.db, ann)!
  const users = body['users'] as { username: string }[]
  expect(users.find(({ username }) => username === ann)).toEqual({ id, username: ann, is_admin: false, roles: [] })
  expect((await send(withPassword(ann), 'getCurrentUser')).body).toEqual({
    user: { id, username: ann, is_admin: false },
    is_basic_auth: true,
  })
})

const roleOf = (name: string) => findAccount(world.db, name)?.role

test('an admin makes and unmakes admins, and a reader stays one', async () => {
  const admin = await withSession('admin')
  await send(admin, 'updateUserAdmin', { username: ann, is_admin: true })
  expect((await send(admin, 'getUser', { username: ann })).body).toMatchObject({ user: { is_admin: true } })
  await send(admin, 'updateUserAdmin', { username: ann, is_admin: false })
  expect(roleOf(ann)).toBe('contributor')
  await send(admin, 'updateUserAdmin', { username: 'reader', is_admin: false })
  expect(roleOf('reader')).toBe('reader')
  const own = await send(admin, 'deleteUser', { username: 'Admin' })
  expect(own.body).toMatchObject({ error_code: 'BAD_REQUEST' })
  const unknown = await send(admin, 'deleteUser', { username: 'zed' })
  expect([unknown.status, unknown.body['message']]).toEqual([404, 'User with username=zed not found'])
})

test('levels are permissions, and what is between reads back as EDIT', async () => {
  const on = await world.db.write(() => world.things(false, 'admin'))
  const admin = withToken('admin')
  const about = { name: on.model, username: ann }
  const permission = async () => {
    const { body } = await send(admin, 'getModelPermission', about)
    return (body['registered_model_permission'] as { permission?: string } | undefined)?.permission ?? body['message']
  }
  for (const [level, word] of [
    [levels.none, 'NO_PERMISSIONS'],
    [levels.read, 'READ'],
    [levels.edit, 'EDIT'],
    [levels.staging, 'EDIT'],
    [levels.production, 'EDIT'],
    [levels.manage, 'MANAGE'],
  ] as const) {
    const thing = { kind: 'model', name: on.model } as const
    await world.db.write(() => setLevel(world.db, thing, { holder: 'account', name: ann }, level, 'test'))
    expect([level, await permission()]).toEqual([level, word])
  }
  await send(admin, 'deleteModelPermission', about)
  expect(await permission()).toBe(`Registered model permission with name=${on.model} and username=${ann} not found`)
  await send(admin, 'createModelPermission', { ...about, permission: 'NO_PERMISSIONS' })
  const hidden = await world.app.request(`/api/2.0/mlflow/registered-models/get?name=${on.model}`, {
    headers: withPassword(ann),
  })
  expect(hidden.status).toBe(404)
  const again = await send(admin, 'createModelPermission', { ...about, permission: 'READ' })
  expect(again.body).toMatchObject({ error_code: 'RESOURCE_ALREADY_EXISTS' })
  const use = await send(admin, 'updateModelPermission', { ...about, permission: 'USE' })
  expect(use.body).toMatchObject({ error_code: 'INVALID_PARAMETER_VALUE' })
})

test('a user’s permissions name nothing that who asks may not read', async () => {
  const on = await world.db.write(() => world.things(true, 'admin'))
  const resource = { username: ann, resource_type: 'registered_model', resource_id: on.model }
  const admin = withToken('admin')
  const self = withPassword(ann)
  const ask = async (headers: Record<string, string>) => [
    (await send(headers, 'getUserPermission', resource)).body,
    ((await send(headers, 'listUserPermissions', { username: ann })).body['permissions'] as unknown[]).length,
    ((await send(headers, 'getUser', { username: ann })).body['user'] as { registered_model_permissions: unknown[] })
      .registered_model_permissions.length,
  ]
  const nothing = { allowed: false, permission: 'NO_PERMISSIONS' }
  expect(await ask(admin)).toEqual([nothing, 0, 0])
  await send(admin, 'grantUserPermission', { ...resource, permission: 'DENY' })
  expect(await ask(admin)).toEqual([{ allowed: false, permission: 'DENY' }, 1, 1])
  expect(await ask(self)).toEqual([nothing, 0, 0])
  await send(admin, 'revokeUserPermission', resource)
  await send(admin, 'grantUserPermission', { ...resource, permission: 'READ' })
  expect(await ask(self)).toEqual([{ allowed: false, permission: 'READ' }, 1, 1])
  expect((await send(admin, 'revokeUserPermission', resource)).status).toBe(200)
  expect((await send(admin, 'revokeUserPermission', resource)).status).toBe(404)
})

test('USE, roles and other kinds of things are refused as where they are missing', async () => {
  const on = await world.db.write(() => world.things(false, 'admin'))
  const admin = withToken('admin')
  const grant = async (resource_type: string, resource_id: string, permission: string) =>
    (await send(admin, 'grantUserPermission', { username: ann, resource_type, resource_id, permission })).status
  expect(await grant('registered_model', on.model, 'USE')).toBe(404)
  expect(await grant('experiment', on.experiment, 'FOO')).toBe(400)
  expect(await grant('experiment', '*', 'READ')).toBe(400)
  expect(await grant('prompt', on.model, 'READ')).toBe(400)
  const roles = await world.app.request('/api/3.0/mlflow/roles/list', { headers: admin })
  expect(roles.status).toBe(404)
})
