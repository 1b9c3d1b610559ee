import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, test } from 'vitest'
import {
  accountCalls,
  type AccountCallName,
  type AccountInput,
  type AccountOutput,
} from '#contract/accounts/account-calls.ts'
import { type Server, startServer } from '../testbed/server.ts'

// A kill -9 during changes to accounts loses no acknowledged one and brings back nothing that ended (docs/accounts.md).

const ROUNDS = 8
const WRITERS = 4
const PASSWORD = 'a long enough sentence'
const main = join(import.meta.dirname, '../server/main.ts')
const data = mkdtempSync(join(tmpdir(), 'modelshelf-accounts-'))
afterAll(() => rmSync(data, { recursive: true, force: true }))

const people = new Map<string, string>()
const tokens = new Set<string>()
const ended = new Set<string>()
const deleted = new Set<string>()

test(`${ROUNDS} kill -9 during changes to accounts lose no acknowledged change`, async () => {
  await (await start()).stop()
  execFileSync(process.execPath, [main, 'user', 'add', 'ada', '--role', 'admin', '--data', data], { input: PASSWORD })
  for (let round = 0; round < ROUNDS; round++) {
    const server = await start()
    await expectEverything(server)
    const cookie = await signIn(server)
    const enough = answered(40 + Math.floor(Math.random() * 20))
    const load = Promise.all(Array.from({ length: WRITERS }, (_, at) => change(server, cookie, `${round}-${at}`)))
    await Promise.race([enough, load]) // `load` ends first only by failing
    await server.kill()
    await load
  }
  const server = await start()
  await expectEverything(server)
  await server.stop()
  expect([people.size, tokens.size, ended.size, deleted.size].every((size) => size > 0)).toBe(true)
  const db = new DatabaseSync(join(data, 'modelshelf.db'), { readOnly: true })
  expect(db.prepare('PRAGMA integrity_check').all()).toMatchObject([{ integrity_check: 'ok' }])
  // Each account has its line in the audit log: both or neither was written.
  const made = `SELECT count(*) AS n FROM audit WHERE action = 'account-created'`
  const accounts = `SELECT count(*) AS n FROM accounts`
  expect(db.prepare(made).get()).toMatchObject({ n: Number(db.prepare(accounts).get()!['n']) })
  db.close()
})

let waiting = { answers: Infinity, go() {} }
/** Resolves after so many more answers to `send`. */
const answered = (answers: number) => new Promise<void>((go) => (waiting = { answers, go }))

const start = () => startServer(data, { MODELSHELF_AUTH: 'accounts' })

async function signIn({ url }: Server): Promise<string> {
  const body = JSON.stringify({ name: 'ada', password: PASSWORD })
  const headers = { 'Content-Type': 'application/json' }
  const response = await fetch(`${url}modelshelf/sign-in`, { method: 'POST', body, headers })
  return /^[^;]+/.exec(response.headers.get('Set-Cookie') ?? '')![0]
}

/** Sends a call about accounts. Returns undefined when the server was killed before it answered. */
async function send<N extends AccountCallName>(
  { url }: Server,
  Cookie: string,
  name: N,
  input: AccountInput[N],
): Promise<AccountOutput[N] | undefined> {
  const { method, path } = accountCalls[name]
  const headers = { Cookie, 'Content-Type': 'application/json' }
  const query = method === 'GET' ? `?${new URLSearchParams(input as Record<string, string>)}` : ''
  const body = method === 'POST' ? { body: JSON.stringify(input) } : {}
  let text: string
  try {
    const response = await fetch(url + path + query, { method, headers, ...body })
    text = await response.text()
    if (!response.ok) throw new Error(`${name}: ${response.status} ${text}`)
  } catch (error) {
    if (error instanceof TypeError) return undefined // fetch failed: the server was killed
    throw error
  }
  waiting.answers -= 1
  if (waiting.answers <= 0) waiting.go()
  return JSON.parse(text) as AccountOutput[N]
}

/** Makes accounts and tokens, changes roles, revokes and deletes, and records what was acknowledged. */
async function change(server: Server, cookie: string, writer: string) {
  for (let n = 0; ; n++) {
    const name = `bot-${writer}-${n}`
    if (!(await send(server, cookie, 'createPerson', { name, role: 'reader', kind: 'service' }))) return
    people.set(name, 'reader')
    const made = await send(server, cookie, 'createServiceToken', { account: name, name: 't', scope: 'all', days: 1 })
    if (!made) return
    tokens.add(made.secret)
    people.delete(name) // until it is known which role it has
    if (!(await send(server, cookie, 'setRole', { name, role: 'contributor' }))) return
    people.set(name, 'contributor')
    if (n % 3 === 0) {
      tokens.delete(made.secret)
      const { tokens: own = [] } = (await send(server, cookie, 'listServiceTokens', { account: name })) ?? {}
      if (!own[0] || !(await send(server, cookie, 'revokeServiceToken', { account: name, id: own[0].id }))) return
      ended.add(made.secret)
    } else if (n % 3 === 1) {
      people.delete(name)
      tokens.delete(made.secret)
      if (!(await send(server, cookie, 'deletePerson', { name }))) return
      deleted.add(name)
      ended.add(made.secret)
    }
  }
}

async function expectEverything(server: Server) {
  const cookie = await signIn(server)
  const found = new Map((await send(server, cookie, 'listPeople', {}))!.people.map(({ name, role }) => [name, role]))
  expect([...people].filter(([name, role]) => found.get(name) !== role)).toEqual([])
  expect([...deleted].filter((name) => found.has(name))).toEqual([])
  const statuses = (secrets: Set<string>) =>
    Promise.all(
      [...secrets].slice(-40).map(async (secret) => {
        const headers = { Authorization: `Bearer ${secret}` }
        return (await fetch(`${server.url}modelshelf/me`, { headers })).status
      }),
    )
  expect(new Set([200, ...(await statuses(tokens))])).toEqual(new Set([200]))
  expect(new Set([401, ...(await statuses(ended))])).toEqual(new Set([401]))
}
