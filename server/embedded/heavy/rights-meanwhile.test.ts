import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDb } from '../db.ts'
import { createAccount, deactivateAccount, setRole } from '../store/accounts/accounts.ts'
import { type Level, levels } from '../store/accounts/level-words.ts'
import { setLevel } from '../store/accounts/levels.ts'
import { createRun } from '../store/runs/runs.ts'
import { openHeavyReaders } from './heavy-readers.ts'
import { createApp } from '../../app.ts'
import { defaults } from '../../config/config.ts'
import { requestsPath } from '#contract/review-paths.ts'
import { embedded } from '../backend.ts'
import { openSeen } from '../seen.ts'
import { createToken } from '../store/accounts/tokens.ts'
import { openArtifacts } from '../store/artifacts/artifacts.ts'
import { createVersion } from '../store/registry/create-version.ts'
import { createModel } from '../store/registry/models.ts'
import { record } from '../store/reviews/log.ts'

// Who reads a long answer piece by piece, and how long they may.

const data = mkdtempSync(join(tmpdir(), 'modelshelf-'))
const path = join(data, 'modelshelf.db')
const db = openDb(path)
const readers = openHeavyReaders(path, db, { accounts: true })
const RUNS = 5000

beforeAll(async () => {
  db.get('PRAGMA synchronous = OFF')
  await db.write(() => {
    for (let i = 0; i < RUNS; i++) createRun(db, { experiment_id: '0', run_name: `run ${i}`, start_time: i })
    for (const name of ['root', 'other']) createAccount(db, { name, role: 'admin' }, 'test')
    createAccount(db, { name: 'ada', role: 'contributor' }, 'test')
  })
})
afterAll(async () => {
  await readers.close()
  db.close()
  rmSync(data, { recursive: true, force: true })
})

/** Reads the first piece of all runs, lets something happen, and gives the whole text, or what the rest failed with. */
async function readAround(name: string, change: () => void): Promise<string> {
  const { id, role } = db.get<{ id: number; role: 'admin' | 'contributor' }>(
    'SELECT id, role FROM accounts WHERE name = ?',
    name,
  )!
  const answer = await readers.read('searchRuns', { experiment_ids: ['0'], max_results: RUNS }, { id, role })
  const pieces = answer!.body!.pipeThrough(new TextDecoderStream())[Symbol.asyncIterator]()
  let text = String((await pieces.next()).value)
  await db.write(change)
  for (let piece = await pieces.next(); !piece.done; piece = await pieces.next()) text += piece.value
  return text
}
const setAdas = (level: Level) =>
  setLevel(db, { kind: 'experiment', id: 0 }, { holder: 'account', name: 'ada' }, level, 'test')
const countOf = (text: string) => (JSON.parse(text) as { runs: unknown[] }).runs.length

test.each([
  ['had another role when the request came', 'other', 'contributor'],
  ['has ended', 'gone', 'contributor'],
] as const)('nothing is read for an account that %s', async (_, name, role) => {
  if (name === 'gone') await db.write(() => createAccount(db, { name, role }, 'test'))
  const { id } = db.get<{ id: number }>('SELECT id FROM accounts WHERE name = ?', name)!
  if (name === 'gone') await db.write(() => deactivateAccount(db, name, 'test'))
  const asked = readers.read('searchRuns', { experiment_ids: ['0'], max_results: RUNS }, { id, role })
  await expect(asked).rejects.toThrow('Your role or account has changed meanwhile.')
})

test('the permissions on a model are not told to somebody who lost the right to give them while a thread read', async () => {
  const setIris = (level: Level) =>
    setLevel(db, { kind: 'model', name: 'waves' }, { holder: 'account', name: 'iris' }, level, 'test')
  const token = await db.write(() => {
    createModel(db, 'waves', '', [])
    record(db, 'waves', 'iris', { kind: 'commented', version: '1', comment: 'Begins its log, whose id the path has' })
    createAccount(db, { name: 'iris', role: 'contributor' }, 'test')
    setIris(levels.manage)
    return createToken(db, 'iris', { name: 'all', scope: 'all', days: 1 }, 'test')
  })
  let after = levels.manage as Level
  const slow: typeof readers = {
    async read(name, input, viewer) {
      const answer = await readers.read(name, input, viewer, { isHeavy: true })
      await db.write(() => setIris(after))
      return answer!
    },
    close: async () => {},
  }
  const seen = openSeen(path)
  const artifacts = openArtifacts(join(data, 'artifacts'), join(data, 'tmp'))
  const accounts = { seen, cookie: { name: 'session', path: '/', isSecure: () => false }, addressOf: () => '192.0.2.1' }
  const app = createApp({ backend: embedded({ ...defaults, db, artifacts, readers: slow }, accounts) })
  const { id } = db.get<{ id: number }>("SELECT review_log AS id FROM registered_models WHERE name = 'waves'")!
  const statusFor = async (level: Level) => {
    after = level
    const headers = { Authorization: `Bearer ${token}` }
    return (await app.request(`/api/2.0/permissions/registered-models/${id}`, { headers })).status
  }
  expect([await statusFor(levels.manage), await statusFor(levels.edit)]).toEqual([200, 403])
  await db.write(() => setIris(levels.manage))
  expect(await statusFor(levels.none)).toBe(404)
  seen.close()
})

test('a long answer arrives whole where nothing changes, or something about others', async () => {
  expect(countOf(await readAround('root', () => setRole(db, 'other', 'reader', 'test')))).toBe(RUNS)
})

test('what is closed to somebody while they read it is missing from the rest', async () => {
  const count = countOf(await readAround('ada', () => setAdas(levels.none)))
  expect(count).toBeGreaterThan(0)
  expect(count).toBeLessThan(RUNS)
})

test.each([
  ['role is lowered', 'root', () => setRole(db, 'root', 'contributor', 'test')],
  ['account is deactivated', 'ada', () => deactivateAccount(db, 'ada', 'test')],
])('a long answer breaks off when the reader’s %s', async (_, name, change) => {
  await db.write(() => setAdas(levels.read))
  await expect(readAround(name, change)).rejects.toThrow('Your role or account has changed meanwhile.')
})

test.each([
  ['role is lowered', 'mira', () => setRole(db, 'mira', 'contributor', 'test')],
  ['account is deactivated', 'ines', () => deactivateAccount(db, 'ines', 'test')],
])('the inbox, which is read in turns, breaks off when the reader’s %s', async (_, name, change) => {
  const token = await db.write(() => {
    for (const admin of [name, `who stays with ${name}`]) {
      createAccount(db, { name: admin, role: 'admin' }, 'test')
      createToken(db, admin, { name: 'one', scope: 'all', days: 1 }, 'test')
    }
    createModel(db, `asked of ${name}`, '', [])
    createVersion(db, { name: `asked of ${name}`, source: 's3://bucket/1' })
    for (let n = 0; n < 1500; n++)
      record(db, `asked of ${name}`, `user ${n}`, {
        kind: 'requested',
        version: '1',
        from_stage: 'None',
        to_stage: 'Staging',
      })
    return createToken(db, name, { name: 'all', scope: 'all', days: 1 }, 'test')
  })
  const seen = openSeen(path)
  const artifacts = openArtifacts(join(data, 'artifacts'), join(data, 'tmp'))
  const accounts = { seen, cookie: { name: 'session', path: '/', isSecure: () => false }, addressOf: () => '192.0.2.1' }
  const app = createApp({ backend: embedded({ ...defaults, db, artifacts }, accounts) })
  const answer = await app.request(`/${requestsPath}`, { headers: { Authorization: `Bearer ${token}` } })
  expect(answer.status).toBe(200)
  await db.write(change)
  await expect(answer.text()).rejects.toThrow('Your role or account has changed meanwhile.')
  seen.close()
})
