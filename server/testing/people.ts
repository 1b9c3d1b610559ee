import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hono } from 'hono'
import { beforeEach } from 'vitest'
import { type AccountCallName, accountCalls, type AccountOutput } from '#contract/accounts/account-calls.ts'
import { createApp } from '../app.ts'
import { defaults } from '../config/config.ts'
import { type Db, openDb } from '../embedded/db.ts'
import { createAccount } from '../embedded/store/accounts/accounts.ts'
import { hashPassword } from '../embedded/store/accounts/passwords.ts'
import { openBackend } from '../open-backend.ts'

export const PASSWORD = 'a long enough sentence'
export const hash = await hashPassword(PASSWORD)

export const cookieOf = (response: Response): string =>
  /^[^;]+/.exec(response.headers.get('Set-Cookie') ?? '')?.[0] ?? ''

/** Opens a server with accounts before each test, with the admin root and the contributor ann, and gives what asks it as a browser. */
export function withPeople() {
  const world = {} as { app: Hono; db: Db }
  beforeEach(async () => {
    const data = mkdtempSync(join(tmpdir(), 'modelshelf-'))
    const config = { ...defaults, data, auth: 'accounts' } as const
    world.app = createApp({ backend: openBackend(config, {}).backend, config })
    world.db = openDb(join(data, 'modelshelf.db'))
    await world.db.write(() => {
      createAccount(world.db, { name: 'root', role: 'admin', password: hash }, 'test')
      createAccount(world.db, { name: 'ann', role: 'contributor', password: hash }, 'test')
    })
  })
  /** Sends JSON with these headers. */
  const write = async (headers: Record<string, string>, path: string, body: object): Promise<Response> =>
    world.app.request(path, {
      method: path.endsWith('update') ? 'PATCH' : 'POST',
      body: JSON.stringify(body),
      headers: { ...headers, 'Content-Type': 'application/json' },
    })
  async function send(cookie: string, name: AccountCallName, input: Record<string, unknown> = {}): Promise<Response> {
    const { method, path } = accountCalls[name]
    const query = method === 'GET' ? `?${new URLSearchParams(input as Record<string, string>)}` : ''
    return world.app.request(`/${path}${query}`, {
      method,
      headers: { Cookie: cookie, 'Content-Type': 'application/json' },
      ...(method === 'POST' && { body: JSON.stringify(input) }),
    })
  }
  return {
    world,
    write,
    send,
    /** The session's cookie, '' if it was refused. */
    signIn: async (name: string, password = PASSWORD): Promise<string> =>
      cookieOf(await write({ 'User-Agent': 'Firefox/1' }, '/modelshelf/sign-in', { name, password })),
    read: async <N extends AccountCallName>(cookie: string, name: N, input: Record<string, unknown> = {}) =>
      // Each test says what it expects of the answer.
      (await (await send(cookie, name, input)).json()) as AccountOutput[N],
    /** Uses a one-time link up. */
    accept: (link?: string): Promise<Response> =>
      write({}, '/modelshelf/link/accept', { link, password: 'another long sentence' }),
  }
}
