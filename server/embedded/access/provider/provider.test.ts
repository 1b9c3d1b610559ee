import { expect, test } from 'vitest'
import {
  type IdentityProvider,
  openWithProvider,
  signIn,
  providerForEach,
  type WithProvider,
} from '../../../testing/provider.ts'
import {
  activateAccount,
  createAccount,
  deactivateAccount,
  deleteAccount,
  setRole,
} from '../../store/accounts/accounts.ts'
import { listAudit } from '../../store/accounts/audit.ts'
import { createGroup, joinGroup, listGroups } from '../../store/accounts/groups.ts'
import { createToken } from '../../store/accounts/tokens.ts'

let shelf: WithProvider
let provider: IdentityProvider
const people = providerForEach((opened, started) => {
  shelf = opened
  provider = started
})

const local = async (name: string, role: 'admin' | 'contributor' = 'contributor') =>
  shelf.db.write(() => createAccount(shelf.db, { name, role, password: 'hash' }, 'test'))
const accounts = () => shelf.db.all<{ name: string; role: string }>('SELECT name, role FROM accounts ORDER BY id')
const why = () => listAudit(shelf.db, 1).map(({ actor, action, detail }) => [actor, action, detail['why']])[0]

test('whom the provider vouches for gets an account, and has it again the next time', async () => {
  people.set('u-1', { preferred_username: 'ada' })
  const { own, ...answer } = await signIn(shelf, 'u-1')
  expect(answer).toEqual({ status: 200, name: 'ada', role: 'contributor' })
  expect(await own.me()).toEqual({ name: 'ada', role: 'contributor', admins: [] })
  people.set('u-1', { preferred_username: 'ada.l' }) // a name is kept
  expect(await signIn(shelf, 'u-1')).toMatchObject({ status: 200, name: 'ada' })
  expect(shelf.db.all('SELECT issuer, subject, password FROM accounts')).toEqual([
    { issuer: provider.issuer, subject: 'u-1', password: null },
  ])
})

test('nobody becomes a local account, whatever the provider says that they are called', async () => {
  await local('ann', 'admin')
  await local('ann@example.org', 'admin')
  people.set('u-1', { preferred_username: 'ANN' })
  people.set('u-2', { email: 'ann@example.org', email_verified: true })
  people.set('u-3', { email: 'eve@example.org', email_verified: false })
  people.set('ann', {})
  people.set('a:b', { preferred_username: ' ' })
  for (const [login, name] of [
    ['u-1', 'ANN (Example)'],
    ['u-2', 'ann@example.org (Example)'],
    ['u-3', 'u-3'], // an address that is not verified can be anybody's
    ['ann', 'ann (Example 2)'],
    ['a:b', 'a_b'], // a name of ours has no colon
  ] as const)
    expect(await signIn(shelf, login)).toMatchObject({ status: 200, name, role: 'contributor' })
  expect(accounts().filter(({ role }) => role === 'admin')).toHaveLength(2)
})

test('a deactivated or deleted account stays out, and its name is not given again', async () => {
  people.set('u-1', { preferred_username: 'ada' })
  const { own } = await signIn(shelf, 'u-1')
  await shelf.db.write(() => deactivateAccount(shelf.db, 'ada', 'test'))
  expect(await own.me()).toMatchObject({ error_code: 'UNAUTHENTICATED' })
  expect(await signIn(shelf, 'u-1')).toMatchObject({ status: 403, message: expect.stringContaining('deactivated') })
  expect(why()).toEqual(['ada', 'sign-in-failed', expect.stringContaining('deactivated')])
  await shelf.db.write(() => activateAccount(shelf.db, 'ada', 'test'))
  expect(await signIn(shelf, 'u-1')).toMatchObject({ status: 200, name: 'ada' })
  await shelf.db.write(() => deleteAccount(shelf.db, 'ada', 'test'))
  expect(await signIn(shelf, 'u-1')).toMatchObject({ status: 403 })
  people.set('u-2', { preferred_username: 'ada' })
  expect(await signIn(shelf, 'u-2')).toMatchObject({ name: 'ada (Example)' })
})

test('a session of the provider’s people ends after a day', async () => {
  people.set('u-1', { preferred_username: 'ada' })
  const { own } = await signIn(shelf, 'u-1')
  shelf.db.run('UPDATE sessions SET created = created - ?', 25 * 60 * 60_000)
  expect(await own.me()).toMatchObject({ error_code: 'UNAUTHENTICATED' })
})

const groupsOf = (account: string) =>
  listGroups(shelf.db).flatMap(({ name, members }) => (members.includes(account) ? [name] : []))

test('roles and groups follow the claim at each sign-in, and what admins did stays', async () => {
  shelf = openWithProvider(provider.issuer, { 'oidc-roles': 'cn=ml,ou=x=admin;staff=reader;guests=none;*=contributor' })
  await shelf.db.write(() => {
    for (const group of ['staff', 'scorers', 'ours']) createGroup(shelf.db, group, 'test')
  })
  const come = async (groups?: string[]) => {
    people.set('u-1', { preferred_username: 'ada', ...(groups && { groups }) })
    const { status, role } = await signIn(shelf, 'u-1')
    return [status, role, groupsOf('ada')]
  }
  expect(await come(['staff', 'unknown here'])).toEqual([200, 'reader', ['staff']])
  await shelf.db.write(() => joinGroup(shelf.db, 'ours', 'ada', 'test'))
  expect(await come(['scorers', 'staff', 'guests'])).toEqual([200, 'reader', ['ours', 'scorers', 'staff']])
  expect(await come(['cn=ml,ou=x'])).toEqual([200, 'admin', ['ours']])
  expect(await come([])).toEqual([200, 'admin', ['ours']]) // the last admin stays one
  await local('root', 'admin')
  expect(await come()).toEqual([200, 'contributor', ['ours']])
  await shelf.db.write(() => createToken(shelf.db, 'ada', { name: 'laptop', scope: 'all', days: 7 }, 'test'))
  expect((await come(['guests']))[0]).toBe(403)
  expect(shelf.db.all('SELECT 1 FROM tokens WHERE revoked IS NULL')).toEqual([])
  expect(shelf.db.all('SELECT 1 FROM sessions')).toEqual([]) // those of before ended too
  expect(await come(['*'])).toEqual([200, 'contributor', ['ours']])
})

test('who was in a group by the provider, and is then added by an admin, stays in it', async () => {
  const come = async (groups: string[]) => {
    people.set('u-1', { preferred_username: 'ada', groups })
    await signIn(shelf, 'u-1')
    return groupsOf('ada')
  }
  await shelf.db.write(() => createGroup(shelf.db, 'staff', 'test'))
  expect(await come(['staff'])).toEqual(['staff'])
  await shelf.db.write(() => joinGroup(shelf.db, 'staff', 'ada', 'test'))
  expect(await come([])).toEqual(['staff'])
})

test('without --oidc-roles admins choose roles here', async () => {
  people.set('u-1', { preferred_username: 'ada', groups: ['admin'] })
  await signIn(shelf, 'u-1')
  await shelf.db.write(() => setRole(shelf.db, 'ada', 'reader', 'test'))
  expect(await signIn(shelf, 'u-1')).toMatchObject({ role: 'reader' })
})
