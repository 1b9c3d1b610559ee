import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import { createApp } from '../../app.ts'
import { defaults } from '../../config/config.ts'
import { openBackend } from '../../open-backend.ts'
import { openDb } from '../db.ts'
import {
  createAccount,
  deactivateAccount,
  deleteAccount,
  findAccount,
  setPassword,
} from '../store/accounts/accounts.ts'
import { listAudit } from '../store/accounts/audit.ts'
import { hashPassword, isPassword } from '../store/accounts/passwords.ts'
import { createToken } from '../store/accounts/tokens.ts'

vi.mock(import('../store/accounts/passwords.ts'), { spy: true })

const PASSWORD = 'a long enough sentence'
const hash = await hashPassword(PASSWORD)
let app: ReturnType<typeof createApp>
let db: ReturnType<typeof openDb> // as of a command that runs beside the server
let token: string

async function serve(data: string) {
  const config = { ...defaults, data, auth: 'accounts', basePath: '/shelf', trustProxy: ['192.0.2.1'] } as const
  const { backend } = openBackend(config, {})
  app = createApp({ backend, config })
  db = openDb(join(data, 'modelshelf.db'))
  token = await db.write(() => {
    createAccount(db, { name: 'ann', role: 'contributor', password: hash }, 'test')
    return createToken(db, 'ann', { name: 't', scope: 'read', days: 1 }, 'test')
  })
}

beforeEach(() => serve(mkdtempSync(join(tmpdir(), 'modelshelf-'))))

const post = (path: string, body: object, headers: Record<string, string> = {}, env = {}) =>
  app.request(
    `/shelf/modelshelf/${path}`,
    { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', ...headers } },
    env,
  )
const signIn = (headers = {}, env = {}) => post('sign-in', { name: 'ann', password: PASSWORD }, headers, env)
const cookieOf = (response: Response) => /^[^;]+/.exec(response.headers.get('Set-Cookie') ?? '')?.[0] ?? ''
const me = async (cookie: string) => {
  const response = await app.request('/shelf/modelshelf/me', { headers: { Cookie: cookie } })
  return [response.status, await response.json()]
}
/** A request through a proxy that is trusted, or not. */
const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress }, url: '/shelf/modelshelf/sign-in' } })

test('a session begins with the password, and ends by signing out', async () => {
  const response = await signIn()
  expect(await response.json()).toEqual({ name: 'ann', role: 'contributor' })
  expect(response.headers.get('Set-Cookie')).toMatch(
    /^modelshelf-[0-9a-f]{12}=[\w-]{43}; Max-Age=\d+; Path=\/shelf; HttpOnly; SameSite=Lax$/,
  )
  const cookie = cookieOf(response)
  expect(await me(cookie)).toEqual([200, { name: 'ann', role: 'contributor', admins: [] }])
  const ended = await post('sign-out', {}, { Cookie: cookie })
  expect(ended.headers.get('Set-Cookie')).toMatch(/=; Max-Age=0; Path=\/shelf/)
  expect((await me(cookie))[0]).toBe(401)
})

test('the cookie is named after the data folder: servers on other ports of this host get the same cookies', async () => {
  const own = cookieOf(await signIn()).split('=')[0]
  await serve(mkdtempSync(join(tmpdir(), 'modelshelf-')))
  const other = cookieOf(await signIn()).split('=')[0]
  expect(other).toMatch(/^modelshelf-[0-9a-f]{12}$/)
  expect(other).not.toBe(own)
})

const asked = async (scheme: string, value: string) => {
  const headers = { Authorization: `${scheme} ${value}` }
  return (await app.request('/shelf/modelshelf/me', { headers })).status
}
const basic = (name: string, secret: string) => Buffer.from(`${name}:${secret}`).toString('base64')

test('no token is hashed like a password, whether it counts or not', async () => {
  vi.mocked(isPassword).mockClear()
  for (const [secret, status] of [
    [token, 200],
    [`${token}x`, 401],
  ] as const) {
    expect(await asked('Bearer', secret)).toBe(status)
    expect(await asked('Basic', basic('ann', secret))).toBe(status)
  }
  expect(await asked('Bearer', PASSWORD)).toBe(401)
  expect(isPassword).not.toHaveBeenCalled()
  expect(await asked('Basic', basic('ann', PASSWORD))).toBe(200)
  expect(isPassword).toHaveBeenCalledOnce()
})

test('browsers store no answer to an account, and none to nobody', async () => {
  const Cookie = cookieOf(await signIn())
  const search = '/shelf/api/2.0/mlflow/registered-models/search'
  for (const headers of [{ Cookie }, {}]) {
    const answers = [await signIn(headers), await post('link', { link: 'x' }, headers)]
    for (const path of ['/shelf/modelshelf/me', search, '/shelf/get-artifact?run_id=x&path=y'])
      answers.push(await app.request(path, { headers }))
    expect(answers.map((answer) => answer.headers.get('Cache-Control'))).toEqual(answers.map(() => 'no-store'))
  }
})

test('the audit log tells who signed in, who failed to and from where, and no password', async () => {
  const env = from('203.0.113.9')
  await post('sign-in', { name: 'ANN', password: 'a wrong sentence' }, {}, env)
  await post('sign-in', { name: 'a wrong sentence', password: 'x' }, {}, env) // typed into the wrong field
  const cookie = cookieOf(await signIn({}, env))
  await post('sign-out', {}, { Cookie: cookie })
  const entries = listAudit(db, 4)
  expect(entries.toReversed()).toMatchObject([
    { actor: 'ann', action: 'sign-in-failed', detail: { address: '203.0.113.9' } },
    { actor: 'unknown', action: 'sign-in-failed', detail: { address: '203.0.113.9' } },
    { actor: 'ann', action: 'signed-in', detail: { address: '203.0.113.9' } },
    { actor: 'ann', action: 'signed-out' },
  ])
  expect(JSON.stringify(entries)).not.toContain('sentence')
})

test('each sign-in makes another session, and ends the one before in that browser', async () => {
  const first = cookieOf(await signIn())
  const elsewhere = cookieOf(await signIn())
  const second = cookieOf(await signIn({ Cookie: first }))
  expect(new Set([first, elsewhere, second]).size).toBe(3)
  expect([(await me(first))[0], (await me(elsewhere))[0], (await me(second))[0]]).toEqual([401, 200, 200])
})

test('a token is no password for a session: it would gain all scopes', async () => {
  const response = await post('sign-in', { name: 'ann', password: token })
  expect([response.status, response.headers.get('Set-Cookie')]).toEqual([401, null])
})

test('another site can neither start nor end a session', async () => {
  for (const path of ['sign-in', 'sign-out'])
    for (const headers of [{ Origin: 'https://evil.example' }, { 'Sec-Fetch-Site': 'cross-site' }]) {
      const response = await post(path, { name: 'ann', password: PASSWORD }, headers)
      expect([response.status, response.headers.get('Set-Cookie')]).toEqual([403, null])
    }
})

test('behind https, as a trusted proxy says, the cookie is for https only', async () => {
  const https = { 'X-Forwarded-Proto': 'https' }
  const secure = await signIn(https, from('192.0.2.1'))
  expect(secure.headers.get('Set-Cookie')).toMatch(/^__Secure-modelshelf-.*; Secure/)
  const claimed = await signIn(https, from('198.51.100.1'))
  expect(claimed.headers.get('Set-Cookie')).toMatch(/^modelshelf-/)
})

const guess = (client: string) =>
  post('sign-in', { name: `n${Math.random()}`, password: 'x' }, { 'X-Forwarded-For': client }, from('192.0.2.1'))

test('guesses behind a proxy count for the address that the proxy names, not for the proxy', async () => {
  for (let i = 0; i < 30; i += 1) expect((await guess(`10.0.0.${i}, 203.0.113.9`)).status).toBe(401)
  expect((await guess('203.0.113.9')).status).toBe(429)
  expect((await guess('203.0.113.10')).status).toBe(401)
})

test('a session ends with its account', async () => {
  const cookie = cookieOf(await signIn())
  await db.write(() => {
    createAccount(db, { name: 'root', role: 'admin' }, 'test')
    deleteAccount(db, 'ann', 'test')
  })
  expect((await me(cookie))[0]).toBe(401)
})

test('a 401 tells no browser to open its own sign-in', async () => {
  const response = await app.request('/shelf/ajax-api/2.0/mlflow/registered-models/search')
  expect([response.status, response.headers.get('WWW-Authenticate')]).toEqual([401, 'Bearer realm="modelshelf"'])
})

test('a change of password loses against one that was made while it was hashed', async () => {
  const changes = [
    async () =>
      post(
        'profile/password',
        { current: PASSWORD, password: 'what an intruder chose' },
        { Cookie: cookieOf(await signIn()) },
      ),
    () =>
      app.request('/shelf/api/2.0/mlflow/users/update-password', {
        method: 'PATCH',
        headers: { Authorization: `Basic ${basic('ann', PASSWORD)}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ username: 'ann', password: 'what an intruder chose' }),
      }),
  ]
  for (const change of changes) {
    vi.mocked(hashPassword).mockImplementationOnce(async () => {
      await db.write(() => setPassword(db, 'ann', 'the hash of what ann chose', 'ann'))
      return 'the hash of what an intruder chose'
    })
    const response = await change()
    expect([response.status, response.headers.get('Set-Cookie')]).toEqual([401, null])
    expect(response.headers.get('WWW-Authenticate')).toBe('Bearer realm="modelshelf"')
    expect(findAccount(db, 'ann')?.password).toBe('the hash of what ann chose')
    await db.write(() => setPassword(db, 'ann', hash, 'test'))
  }
})

test('a password that is taken away while it is checked starts no session', async () => {
  const other = await hashPassword('another long sentence')
  for (const end of [
    () => setPassword(db, 'ann', other, 'test'),
    () => deactivateAccount(db, 'ann', 'test'),
    () => deleteAccount(db, 'ann', 'test'),
  ]) {
    const own = await hashPassword(PASSWORD) // another hash, which the server doesn't remember
    await db.write(() => db.run("UPDATE accounts SET password = ?, deactivated = NULL WHERE name = 'ann'", own))
    const { checked, finish } = await holdNextCheck()
    const signingIn = signIn()
    expect(await checked).toBe(true)
    await db.write(end)
    finish()
    const response = await signingIn
    expect([response.status, cookieOf(response)]).toEqual([401, ''])
  }
})

/** Checks the next password as ever, and gives the answer to who asked only after `finish`. */
async function holdNextCheck() {
  const passwords = await vi.importActual<typeof import('../store/accounts/passwords.ts')>(
    '../store/accounts/passwords.ts',
  )
  const [checked, finished] = [Promise.withResolvers<boolean>(), Promise.withResolvers<void>()]
  vi.mocked(isPassword).mockImplementationOnce(async (...args) => {
    checked.resolve(passwords.isPassword(...args))
    await finished.promise
    return checked.promise
  })
  return { checked: checked.promise, finish: finished.resolve }
}
