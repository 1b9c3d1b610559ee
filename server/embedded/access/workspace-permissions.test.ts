import { beforeAll, beforeEach, expect, test } from 'vitest'
import { type Caller, openAccounts, type Things, type World } from '../../testing/accounts.ts'
import { createGroup } from '../store/accounts/groups.ts'
import { createAccount } from '../store/accounts/accounts.ts'
import { grantsOn } from '../store/accounts/access.ts'

let world: World
let on: Things
beforeAll(async () => {
  world = await openAccounts()
  await world.db.write(() => {
    createGroup(world.db, 'readers of tides', 'test')
    createAccount(world.db, { name: 'pipeline', role: 'contributor', kind: 'service' }, 'test')
  })
})
beforeEach(async () => {
  on = await world.db.write(() => world.things(false, 'manager'))
})

async function send(method: string, list?: object[], more = '', caller: Caller = 'manager') {
  const response = await world.app.request(
    `/api/2.0/permissions/registered-models/${on.comment.split('.')[0]}${more}`,
    {
      method,
      headers: { ...world.headersOf(caller), 'Content-Type': 'application/json' },
      ...(list && { body: JSON.stringify({ access_control_list: list }) }),
    },
  )
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}
const listed = ({ body }: { body: Record<string, unknown> }) =>
  (body['access_control_list'] as Record<string, unknown>[]).map(({ all_permissions, ...holder }) => [
    JSON.stringify({ ...holder, display_name: undefined }),
    (all_permissions as [{ permission_level: string }])[0].permission_level,
  ])

test('a level for a group that is called users is not given to everybody', async () => {
  await expect(world.db.write(() => createGroup(world.db, 'Users', 'test'))).rejects.toThrow('means everybody')
  await world.db.write(() => world.db.run("INSERT INTO groups (name) VALUES ('users')")) // as an older Modelshelf let one be made
  const { status } = await send('PATCH', [{ group_name: 'users', permission_level: 'CAN_MANAGE' }])
  expect(status).toBe(400)
  await world.db.write(() => world.db.run("DELETE FROM groups WHERE name = 'users'"))
})

test('the permissions of a model name people, service accounts, groups, and everybody as users', async () => {
  const before = listed(await send('GET'))
  expect(before).toContainEqual(['{"user_name":"editor"}', 'CAN_EDIT'])
  const answer = await send('PATCH', [
    { user_name: 'reader', permission_level: 'CAN_MANAGE_STAGING_VERSIONS' },
    { service_principal_name: 'pipeline', permission_level: 'CAN_EDIT' },
    { group_name: 'readers of tides', permission_level: 'CAN_READ' },
    { group_name: 'users', permission_level: 'CAN_EDIT' },
  ])
  expect(answer.status).toBe(200)
  expect(answer.body).toMatchObject({ object_type: 'registered-model' })
  const after = listed(await send('GET'))
  expect(listed(answer)).toEqual(after)
  expect(after).toEqual(
    expect.arrayContaining([
      ...before,
      ['{"user_name":"reader"}', 'CAN_MANAGE_STAGING_VERSIONS'],
      ['{"service_principal_name":"pipeline"}', 'CAN_EDIT'],
      ['{"group_name":"readers of tides"}', 'CAN_READ'],
      ['{"group_name":"users"}', 'CAN_EDIT'],
    ]),
  )
})

test('PUT leaves who made the model and who is kept out, and nobody else who is not named', async () => {
  const thing = { kind: 'model', name: on.model } as const
  await world.app.request('/modelshelf/access', {
    method: 'POST',
    headers: { ...world.headersOf('manager'), 'Content-Type': 'application/json' },
    body: JSON.stringify({ model: on.model, holder: 'account', name: 'reader', level: 'NONE' }),
  })
  await send('PUT', [{ user_name: 'producer', permission_level: 'CAN_READ' }])
  expect(grantsOn(world.db, thing).filter(({ is_creator }) => !is_creator)).toEqual([
    { holder: 'account', name: 'producer', level: 'CAN_READ' },
    { holder: 'account', name: 'reader', level: 'NONE' },
  ])
})

test('a list is taken whole or not at all', async () => {
  const before = listed(await send('GET'))
  const fine = { user_name: 'reader', permission_level: 'CAN_EDIT' }
  for (const [wrong, status] of [
    [{ user_name: 'nobody known', permission_level: 'CAN_EDIT' }, 404],
    [{ user_name: 'reader', permission_level: 'EDIT' }, 400],
    [{ permission_level: 'CAN_EDIT' }, 400],
    [{ user_name: 'reader', group_name: 'users', permission_level: 'CAN_EDIT' }, 400],
  ] as const) {
    expect((await send('PUT', [fine, wrong])).status).toBe(status)
    expect(listed(await send('GET'))).toEqual(before)
  }
  const { body } = await send('GET', undefined, '/permissionLevels', 'reader')
  expect((body['permission_levels'] as { permission_level: string }[]).map((it) => it.permission_level)).toEqual([
    'CAN_READ',
    'CAN_EDIT',
    'CAN_MANAGE_STAGING_VERSIONS',
    'CAN_MANAGE_PRODUCTION_VERSIONS',
    'CAN_MANAGE',
  ])
})
