import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, test } from 'vitest'
import type { Access } from '#contract/access/access.ts'
import { type Server, startServer } from '../testbed/server.ts'
import { acknowledged, type Ask, callsOf, writers, writeUntilKilled } from './account-changes.ts'

// A kill -9 during changes to accounts loses no acknowledged one and brings back nothing that ended (docs/accounts.md).

const ROUNDS = 8
const PASSWORD = 'a long enough sentence'
const main = join(import.meta.dirname, '../server/main.ts')
const data = mkdtempSync(join(tmpdir(), 'modelshelf-accounts-'))
afterAll(() => rmSync(data, { recursive: true, force: true }))

test(`${ROUNDS} kill -9 during changes to accounts lose no acknowledged change`, async () => {
  await (await start()).stop()
  execFileSync(process.execPath, [main, 'user', 'add', 'ada', '--role', 'admin', '--data', data], { input: PASSWORD })
  for (let round = 0; round < ROUNDS; round++) {
    const server = await start()
    await expectEverything(server)
    const calls = callsOf(askOf(server), await signIn(server))
    const enough = answered(60 + Math.floor(Math.random() * 30))
    const load = Promise.all(writers.map((writer, at) => writeUntilKilled(writer, calls, `${round}-${at}`)))
    await Promise.race([enough, load]) // `load` ends first only by failing
    await server.kill()
    await load
  }
  const server = await start()
  await expectEverything(server)
  await server.stop()
  expect(Object.values(acknowledged).every(({ size }) => size > 0)).toBe(true)
  const db = new DatabaseSync(join(data, 'modelshelf.db'), { readOnly: true })
  expect(db.prepare('PRAGMA integrity_check').all()).toMatchObject([{ integrity_check: 'ok' }])
  const count = (sql: string) => Number(db.prepare(`SELECT count(*) AS n FROM ${sql}`).get()!['n'])
  // Each change has its line in the audit log: both or neither was written.
  expect(count(`audit WHERE action = 'account-created'`)).toBe(count('accounts'))
  expect(count(`audit WHERE action = 'level-changed'`)).toBeGreaterThanOrEqual(count('model_levels WHERE creator = 0'))
  db.close()
})

let waiting = { answers: Infinity, go() {} }
/** Resolves after so many more answers. */
const answered = (answers: number) => new Promise<void>((go) => (waiting = { answers, go }))

const start = () => startServer(data, { MODELSHELF_AUTH: 'accounts' })

const askOf =
  ({ url }: Server): Ask =>
  async (path, body, credential) => {
    let text: string
    let response: Response
    try {
      response = await request(url + path, body, credential)
      text = await response.text()
    } catch (error) {
      if (error instanceof TypeError) return undefined // fetch failed: the server was killed
      throw error
    }
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`)
    waiting.answers -= 1
    if (waiting.answers <= 0) waiting.go()
    return { answer: JSON.parse(text), cookie: cookieOf(response) }
  }

function request(url: string, body?: object, credential = '') {
  const shown = credential === '' ? {} : { [credential.startsWith('Bearer ') ? 'Authorization' : 'Cookie']: credential }
  const headers = { ...shown, 'Content-Type': 'application/json' }
  return fetch(url, { headers, ...(body && { method: 'POST', body: JSON.stringify(body) }) })
}

const cookieOf = (response: Response) => /^[^;]+/.exec(response.headers.get('Set-Cookie') ?? '')?.[0] ?? ''

const signInAs = ({ url }: Server, name: string, password: string) =>
  request(`${url}modelshelf/sign-in`, { name, password })

const signIn = async (server: Server) => cookieOf(await signInAs(server, 'ada', PASSWORD))

/** Of what changed in the round before, and a little more of earlier ones. */
const newest = <T>(known: Map<string, T>, count: number) => [...known].slice(-count)

async function expectEverything(server: Server) {
  const admin = await signIn(server)
  const { call } = callsOf(askOf(server), admin)
  const { people } = await call('listPeople', {})
  const roleOf = new Map(people.map(({ name, role }) => [name, role]))
  expect([...acknowledged.roles].filter(([name, role]) => roleOf.get(name) !== role)).toEqual([])
  const membersOf = new Map((await call('listGroups', {})).groups.map(({ name, members }) => [name, members]))
  for (const [name, members] of acknowledged.groups) expect([name, membersOf.get(name)]).toEqual([name, members])
  const ask = askOf(server)
  const models = newest(acknowledged.levels, 15)
  const levels = models.map(async ([model]) => {
    const { grants = [] } = (await ask(`modelshelf/access?model=${model}`, undefined, admin))!.answer as Access
    return [model, Object.fromEntries(grants.map(({ name = 'everybody', level }) => [name, level]))]
  })
  expect(await Promise.all(levels)).toEqual(models)
  const credentials = newest(acknowledged.credentials, 40)
  const counts = credentials.map(async ([credential]) => {
    const { status } = await request(`${server.url}modelshelf/me`, undefined, credential)
    return [credential, status === 200]
  })
  expect(await Promise.all(counts)).toEqual(credentials)
  for (const [name, { right, wrong }] of newest(acknowledged.passwords, 1)) {
    const statuses = [wrong, right].map(async (password) => (await signInAs(server, name, password)).status)
    expect([name, ...(await Promise.all(statuses))]).toEqual([name, 401, 200])
  }
}
