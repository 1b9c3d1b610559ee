import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CLIENT, startIdentityProvider } from '../../../../scripts/identity-provider.ts'
import {
  BASE,
  browserAt,
  type IdentityProvider,
  openWithProvider,
  providerForEach,
  type WithProvider,
} from '../../../testing/provider.ts'
import { listAudit } from '../../store/accounts/audit.ts'

let shelf: WithProvider
let provider: IdentityProvider
const people = providerForEach((opened, started) => {
  shelf = opened
  provider = started
})
beforeEach(() => {
  vi.spyOn(console, 'error').mockReturnValue() // for the operator
})
afterEach(() => vi.restoreAllMocks())

type Flow = { state: string; nonce: string; verifier: string }

test.each<[string, (flow: Flow) => Partial<Flow>, (query: URLSearchParams) => void]>([
  ['another nonce', () => ({ nonce: 'x' }), () => {}],
  ['another state in the browser', () => ({ state: 'x' }), () => {}],
  ['another verifier', () => ({ verifier: 'x'.repeat(43) }), () => {}],
  ['another state in the URL', () => ({}), (query) => query.set('state', 'x')],
  ['no state in the URL', () => ({}), (query) => query.delete('state')],
  ['two states in the URL', ({ state }) => ({ state }), (query) => query.append('state', 'x')],
  ['another issuer', () => ({}), (query) => query.set('iss', 'https://evil.example')],
  ['no issuer', () => ({}), (query) => query.delete('iss')],
  ['another code', () => ({}), (query) => query.set('code', 'x')],
  ['an error', () => ({}), (query) => query.set('error', 'access_denied')],
])('%s starts no session and makes no account', async (_name, flowOf, change) => {
  people.set('u-1', { preferred_username: 'ada' })
  const own = browserAt(shelf)
  const query = new URLSearchParams(await own.signInAt((await own.start()).url, 'u-1'))
  const [name, value] = [...own.jar()].find(([cookie]) => cookie.endsWith('-provider'))!
  const flow = JSON.parse(Buffer.from(value, 'base64url').toString()) as Flow
  own.jar().set(name, Buffer.from(JSON.stringify({ ...flow, ...flowOf(flow) })).toString('base64url'))
  change(query)
  const answer = await own.finish(`?${query}`)
  expect([401, 403]).toContain(answer.status)
  expect(answer.message).toMatch(
    /^(This sign-in was already used|The answer from Example can't be trusted|Example did not sign you in)/,
  )
  expect(shelf.db.all('SELECT name FROM accounts')).toEqual([])
  expect(await own.me()).toMatchObject({ error_code: 'UNAUTHENTICATED' })
  expect(listAudit(shelf.db, 1)).toMatchObject([{ actor: 'unknown', action: 'sign-in-failed' }])
})

test('a sign-in is finished once, and in the browser that began it', async () => {
  people.set('u-1', { preferred_username: 'ada' })
  const own = browserAt(shelf)
  const query = await own.signInAt((await own.start()).url, 'u-1')
  const cookies = new Map(own.jar())
  expect(await browserAt(shelf).finish(query)).toMatchObject({
    status: 401,
    message: expect.stringContaining('another browser'),
  })
  expect(await own.finish(query)).toMatchObject({ status: 200 })
  expect(await own.finish(query)).toMatchObject({ status: 401, message: expect.stringContaining('another browser') })
  const thief = browserAt(shelf)
  await thief.start()
  for (const [name, value] of cookies) thief.jar().set(name, value) // it even has the cookie
  expect(await thief.finish(query)).toMatchObject({ status: 401, message: expect.stringContaining('already used') })
})

test('another site can begin and finish nothing', async () => {
  for (const path of ['start', 'finish']) {
    const headers = { 'Content-Type': 'application/json', Origin: 'https://evil.example' }
    const answer = await shelf.app.request(`/modelshelf/provider/${path}`, {
      method: 'POST',
      headers,
      body: '{"query":"?"}',
    })
    expect(answer.status).toBe(403)
  }
})

test('what the provider is asked: PKCE, state, nonce, our own address, and the password again after a sign-out', async () => {
  const asked = new URL((await browserAt(shelf).start()).url)
  expect(asked.origin).toBe(provider.issuer)
  expect(Object.fromEntries(asked.searchParams)).toEqual({
    client_id: CLIENT.id,
    response_type: 'code',
    redirect_uri: `${BASE}/signed-in`,
    scope: 'openid profile email',
    state: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: 'S256',
  })
  const again = new URL((await browserAt(shelf).start({ anew: true, redirect_uri: 'https://evil.example' })).url)
  expect([again.searchParams.get('prompt'), again.searchParams.get('redirect_uri')]).toEqual([
    'login',
    `${BASE}/signed-in`,
  ])
})

test('the cookie of a sign-in goes to our own page only', async () => {
  const headers = { 'Content-Type': 'application/json' }
  const answer = await shelf.app.request('/modelshelf/provider/start', { method: 'POST', headers, body: '{}' })
  expect(answer.headers.get('Set-Cookie')).toMatch(
    /^modelshelf-\w+-provider=[\w-]+; Max-Age=900; Path=\/modelshelf\/provider; HttpOnly; SameSite=Strict$/,
  )
})

test('a provider that is away is said to be, and asked again later', async () => {
  const later = await startIdentityProvider(people)
  shelf = openWithProvider(later.issuer)
  const answer = await browserAt(shelf).start()
  expect([answer.status, answer.message]).toEqual([502, 'Example does not answer. Try again later.'])
  expect(console.error).toHaveBeenCalledOnce() // the operator finds the cause
  later.serve(`${BASE}/signed-in`)
  const soon = Date.now() + 6000
  vi.spyOn(Date, 'now').mockReturnValue(soon)
  expect((await browserAt(shelf).start()).status).toBe(200)
  await later.stop()
})

test('guessing answers of the provider is slowed down', async () => {
  const statuses: number[] = []
  for (let attempt = 0; attempt < 32; attempt += 1) {
    const own = browserAt(shelf)
    await own.start()
    statuses.push((await own.finish('?error=access_denied')).status)
  }
  expect(statuses.slice(0, 30)).not.toContain(429)
  expect(statuses.at(-1)).toBe(429)
})
