import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { CLIENT, type ProviderPerson, startIdentityProvider } from '../../scripts/identity-provider.ts'
import { createApp } from '../app.ts'
import { readConfig } from '../config/config.ts'
import { openDb } from '../embedded/db.ts'
import { openBackend } from '../open-backend.ts'

export const BASE = 'http://localhost'

/** The real app with accounts and an identity provider, called Example, on a new data folder. `flags`: more of its flags. */
export function openWithProvider(issuer: string, flags: Record<string, string> = {}) {
  const data = mkdtempSync(join(tmpdir(), 'modelshelf-'))
  const secret = join(data, 'client-secret')
  writeFileSync(secret, `${CLIENT.secret}\n`)
  const all = {
    data,
    auth: 'accounts',
    'oidc-issuer': issuer,
    'oidc-client-id': CLIENT.id,
    'oidc-client-secret-file': secret,
    'oidc-name': 'Example',
    ...flags,
  }
  const config = readConfig(
    Object.entries(all).flatMap(([name, value]) => [`--${name}`, value]),
    {},
  )
  if (typeof config === 'string') throw new Error(config)
  const app = createApp({ backend: openBackend(config, {}).backend, config })
  return { app, db: openDb(join(data, 'modelshelf.db')), issuer }
}

export type WithProvider = ReturnType<typeof openWithProvider>

export type IdentityProvider = Awaited<ReturnType<typeof startIdentityProvider>>

/** Starts a real provider for the tests of a file, and opens an app for each of them. Returns the provider's people, at first nobody. */
export function providerForEach(onOpen: (shelf: WithProvider, provider: IdentityProvider) => void) {
  const people = new Map<string, ProviderPerson>()
  let provider: IdentityProvider
  beforeAll(async () => {
    provider = await startIdentityProvider(people)
    provider.serve(`${BASE}/signed-in`)
  })
  afterAll(() => provider.stop())
  beforeEach(() => {
    people.clear()
    onOpen(openWithProvider(provider.issuer), provider)
  })
  return people
}

/** A browser: it keeps the cookies of each host. */
export function browserAt({ app, issuer }: WithProvider) {
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
        const next = new URL(response.headers.get('Location') ?? '', issuer).href
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
export async function signIn(shelf: WithProvider, login: string) {
  const own = browserAt(shelf)
  const answer = await own.finish(await own.signInAt((await own.start()).url, login))
  return { ...answer, own }
}
