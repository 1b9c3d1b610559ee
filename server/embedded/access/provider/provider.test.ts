import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { CLIENT, type ProviderPerson, startIdentityProvider } from '../../../../scripts/identity-provider.ts'
import { createApp } from '../../../app.ts'
import { readConfig } from '../../../config.ts'
import { openBackend } from '../../../open-backend.ts'
import { type Db, openDb } from '../../db.ts'

const BASE = 'http://localhost'
const people = new Map<string, ProviderPerson>()
let provider: Awaited<ReturnType<typeof startIdentityProvider>>
let app: ReturnType<typeof createApp>
let db: Db

beforeAll(async () => {
  provider = await startIdentityProvider(people)
  provider.serve(`${BASE}/signed-in`)
})
afterAll(() => provider.stop())

function open(more: Record<string, string> = {}) {
  const data = mkdtempSync(join(tmpdir(), 'modelshelf-'))
  const secret = join(data, 'client-secret')
  writeFileSync(secret, `${CLIENT.secret}\n`)
  const flags = {
    data,
    auth: 'accounts',
    'oidc-issuer': provider.issuer,
    'oidc-client-id': CLIENT.id,
    'oidc-client-secret-file': secret,
    'oidc-name': 'Example',
    ...more,
  }
  const config = readConfig(
    Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]),
    {},
  )
  if (typeof config === 'string') throw new Error(config)
  app = createApp({ backend: openBackend(config, {}).backend, config })
  db = openDb(join(data, 'modelshelf.db'))
}
beforeEach(() => {
  people.clear()
  open()
})

/** A browser: it keeps the cookies of each host. */
function browser() {
  const jars = new Map<string, Map<string, string>>()
  async function go(url: string, init: RequestInit = {}) {
    const { origin } = new URL(url)
    const jar = jars.get(origin) ?? new Map<string, string>()
    jars.set(origin, jar)
    const Cookie = [...jar].map((pair) => pair.join('=')).join('; ')
    const all = { redirect: 'manual', ...init, headers: { ...init.headers, Cookie } } as const
    const response = await (origin === BASE ? app.request(url, all) : fetch(url, all))
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = cookie.split(';', 1)[0]!.split('=')
      if (value) jar.set(name, value)
      else jar.delete(name)
    }
    return response
  }
  const post = (path: string, body: object) =>
    go(`${BASE}/modelshelf/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', Origin: BASE },
    })
  return {
    jar: () => jars.get(BASE)!,
    post,
    async start(body: object = {}) {
      const response = await post('provider/start', body)
      return { status: response.status, ...((await response.json()) as { url: string; message?: string }) }
    },
    /** Signs in at the provider and returns the query that it sends the browser back with. */
    async signInAt(url: string, login: string) {
      let response = await go(url)
      for (let hop = 0; hop < 10; hop += 1) {
        const next = new URL(response.headers.get('Location') ?? '', provider.issuer).href
        if (next.startsWith(BASE)) return new URL(next).search
        response = next.includes('/interaction/')
          ? await go(next, { method: 'POST', body: new URLSearchParams({ prompt: 'login', login, password: 'any' }) })
          : await go(next)
      }
      throw new Error(`The provider did not send ${login} back`)
    },
    async finish(query: string) {
      const response = await post('provider/finish', { query })
      return {
        status: response.status,
        ...((await response.json()) as { name?: string; role?: string; message?: string }),
      }
    },
    me: async () => (await go(`${BASE}/modelshelf/me`)).json() as Promise<{ name?: string; role?: string }>,
  }
}

/** The whole way, with a new browser. */
async function signIn(login: string) {
  const own = browser()
  const answer = await own.finish(await own.signInAt((await own.start()).url, login))
  return { ...answer, own }
}

test('whom the provider vouches for gets an account, and has it again the next time', async () => {
  people.set('u-1', { preferred_username: 'ada' })
  const { own, ...answer } = await signIn('u-1')
  expect(answer).toEqual({ status: 200, name: 'ada', role: 'contributor' })
  expect(await own.me()).toEqual({ name: 'ada', role: 'contributor' })
  people.set('u-1', { preferred_username: 'ada.l' }) // a name is kept
  expect(await signIn('u-1')).toMatchObject({ status: 200, name: 'ada' })
  expect(db.all('SELECT issuer, subject, password FROM accounts')).toEqual([
    { issuer: provider.issuer, subject: 'u-1', password: null },
  ])
})
