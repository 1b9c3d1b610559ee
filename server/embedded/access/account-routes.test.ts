import { afterEach, expect, test, vi } from 'vitest'
import { PASSWORD, cookieOf, withPeople } from '../../testing/people.ts'

// What people do with accounts of their own.

const { world, send, signIn, read } = withPeople()
afterEach(() => void vi.useRealTimers())

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
    (await world.app.request('/modelshelf/me', { headers: { Authorization: `Bearer ${secret}` } })).status
  const { id } = tokens[0]!
  expect([(await send(root, 'revokeToken', { id })).status, await me()]).toEqual([404, 200])
  expect([(await send(ann, 'revokeToken', { id })).status, await me()]).toEqual([200, 401])
  for (const days of [0, -1, 100_000])
    expect((await send(ann, 'createToken', { name: 't', scope: 'all', days })).status).toBe(400)
})
