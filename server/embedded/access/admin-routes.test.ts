import { expect, test } from 'vitest'
import { hash, cookieOf, withPeople } from '../../testing/people.ts'
import { createAccount, findAccount } from '../store/accounts/accounts.ts'
import { proxiedAccount } from '../store/accounts/proxied.ts'

// What admins do with the accounts of others.

const { world, write, send, signIn, read, accept } = withPeople()

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
  expect(findAccount(world.db, 'root')?.role).toBe('admin')
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
  const bearer = await world.app.request('/modelshelf/me', { headers: { Authorization: `Bearer ${token}` } })
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
  const { name: proxied } = (await proxiedAccount(world.db, 'zoe', 'root'))! // from an earlier start with --auth proxy
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
  expect(await proxiedAccount(world.db, 'zoe', 'root')).toMatchObject({ name: 'zoe' })
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
  await world.db.write(() => createAccount(world.db, { name: 'eve', role: 'admin', password: hash }, 'test'))
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
