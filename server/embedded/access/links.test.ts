import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { createApp } from '../../app.ts'
import { defaults } from '../../config/config.ts'
import { firstAdmin } from '../../shell/first-admin.ts'
import { openBackend } from '../../open-backend.ts'
import { openDb } from '../db.ts'
import { createAccount, findAccount, setPassword } from '../store/accounts/accounts.ts'
import { listAudit } from '../store/accounts/audit.ts'
import { createLink, openLink } from '../store/accounts/links.ts'
import { hashPassword, isPassword } from '../store/accounts/passwords.ts'
import { startSession } from '../store/accounts/sessions.ts'

const PASSWORD = 'a long enough sentence'
let data: string
let app: ReturnType<typeof createApp>
let db: ReturnType<typeof openDb>
let first: () => Promise<string | undefined>

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'modelshelf-'))
  const config = { ...defaults, data, auth: 'accounts' } as const
  const opened = openBackend(config, {})
  app = createApp({ backend: opened.backend, config })
  db = openDb(join(data, 'modelshelf.db'))
  first = opened.firstAdmin!
})

const post = (path: string, body: object) =>
  app.request(`/modelshelf/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json' },
  })
const meWith = async (response: Response) => {
  const cookie = /^[^;]+/.exec(response.headers.get('Set-Cookie') ?? '')?.[0] ?? ''
  return (await app.request('/modelshelf/me', { headers: { Cookie: cookie } })).json()
}

test('the first link creates an administrator, who is signed in, and dies', async () => {
  const link = await first()
  expect(await (await post('link', { link })).json()).toEqual({ kind: 'first-admin' })
  const weak = await post('link/accept', { link, name: 'ann', password: 'short' })
  expect([weak.status, await weak.text()]).toEqual([400, expect.stringContaining('at least 12 characters')])
  const response = await post('link/accept', { link, name: 'ann', password: PASSWORD })
  expect(response.status).toBe(200)
  expect(await meWith(response)).toEqual({ name: 'ann', role: 'admin' })
  expect((await post('link', { link })).status).toBe(404)
  expect((await post('link/accept', { link, name: 'bob', password: PASSWORD })).status).toBe(404)
  expect(await first()).toBeUndefined()
  expect(listAudit(db, 9).map(({ action }) => action)).toEqual(['signed-in', 'account-created', 'link-used'])
})

test('of two people with the same link, one becomes administrator', async () => {
  const link = await first()
  const both = await Promise.all(['ann', 'bob'].map((name) => post('link/accept', { link, name, password: PASSWORD })))
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 404])
  expect(db.all('SELECT name FROM accounts')).toHaveLength(1)
})

test('the first link ends after 30 minutes, by a restart, and with an account made in the shell', async () => {
  const old = (await first())!
  const link = (await first())!
  expect(() => openLink(db, old)).toThrow('already used or has expired')
  expect(openLink(db, link, Date.now() + 29 * 60_000).kind).toBe('first-admin')
  expect(() => openLink(db, link, Date.now() + 31 * 60_000)).toThrow('already used or has expired')
  const invited = await db.write(() => {
    const { id } = createAccount(db, { name: 'ann', role: 'admin' }, 'shell')
    return createLink(db, id, 60_000)
  })
  expect(() => openLink(db, link)).toThrow('already used or has expired')
  // An invitation that lapses leaves nobody who could get in.
  await db.write(() => db.run('UPDATE account_links SET expires = 1'))
  expect([await first(), invited]).toEqual([expect.stringMatching(/^\S{43}$/), expect.any(String)])
})

test('an account’s link sets its password once, ends its sessions, and dies with a newer one or a newer password', async () => {
  const hash = await hashPassword(PASSWORD)
  const { id } = await db.write(() => createAccount(db, { name: 'ann', role: 'reader' }, 'test'))
  const make = () => db.write(() => createLink(db, id, 60_000))
  const [old, link] = [await make(), await make()]
  expect((await post('link', { link: old })).status).toBe(404)
  expect(await (await post('link', { link })).json()).toEqual({ kind: 'invitation', name: 'ann' })
  await db.write(() => startSession(db, id, 'an old browser'))
  const response = await post('link/accept', { link, name: 'mallory', password: 'another long sentence' })
  expect(await meWith(response)).toEqual({ name: 'ann', role: 'reader', admins: [] })
  expect(await isPassword('another long sentence', findAccount(db, 'ann')?.password)).toBe(true)
  expect(db.all('SELECT agent FROM sessions')).toEqual([{ agent: '' }])
  const reset = await make()
  expect(openLink(db, reset).kind).toBe('password')
  await db.write(() => setPassword(db, 'ann', hash, 'shell'))
  expect(() => openLink(db, reset)).toThrow('already used or has expired')
})

test.each([
  ['a long enough sentence\nmore', undefined],
  ['short\n', /--admin-password-file: A password needs at least 12/],
])('a file with %j makes the first administrator, or says why not', async (text, problem) => {
  const file = join(data, 'password')
  writeFileSync(file, text)
  const made = firstAdmin(db, { adminName: 'root', adminPasswordFile: file })
  if (problem) return expect(made).rejects.toThrow(problem)
  expect(await made).toBeUndefined()
  expect(findAccount(db, 'root')?.role).toBe('admin')
  expect(await isPassword(PASSWORD, findAccount(db, 'root')?.password)).toBe(true)
})

test('a password file that is missing stops the start', async () => {
  const made = firstAdmin(db, { adminName: 'root', adminPasswordFile: join(data, 'nowhere') })
  await expect(made).rejects.toThrow(/--admin-password-file cannot be read/)
})
