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
