import { mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Call } from '#contract/client.ts'
import { openTestApp } from '../testing/app.ts'
import { openDb } from './db.ts'

// What a write takes of the disk grows with the pages that it changes: SQLite writes each to its log, whole, before it is acknowledged.

const MODELS = 50
const nameOf = (turn: number) => `model-${turn % MODELS}`

async function fill() {
  const db = openDb(join(mkdtempSync(join(tmpdir(), 'modelshelf-')), 'modelshelf.db'))
  db.get('PRAGMA synchronous = OFF')
  const { call } = openTestApp({}, db)
  for (let at = 0; at < MODELS; at++) {
    await call('createModel', { name: nameOf(at), description: `Model ${at}` })
    await call('createVersion', { name: nameOf(at), source: 's3://bucket/model' })
  }
  return { db, call }
}

// On a busy machine, texts would be written in more turns, and some before the search.
beforeAll(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] }))
const filled = fill()
afterAll(async () => {
  vi.useRealTimers()
  ;(await filled).db.close()
})

type Change = (call: Call, turn: number) => Promise<unknown>
const version = (turn: number) => ({ name: nameOf(turn), version: '1' })

test.each<[what: string, pages: number, change: Change]>([
  [
    'tag of a version',
    4,
    (call, turn) => call('setVersionTag', { ...version(turn), key: 'turn', value: `word${turn}` }),
  ],
  ['description', 9, (call, turn) => call('updateVersion', { ...version(turn), description: `text ${turn}` })],
  [
    'move',
    14,
    (call, turn) => call('transitionStage', { ...version(turn), stage: 'Staging', archive_existing_versions: true }),
  ],
])('a %s writes %i pages at most to the log, indexing its text included', async (_, pages, change) => {
  const { db, call } = await filled
  db.get('PRAGMA wal_checkpoint(TRUNCATE)')
  for (let turn = 0; turn < MODELS; turn++) await change(call, turn)
  await call('findModels', { words: ['word'] }) // writes their texts
  const { log } = db.get<{ log: number }>('PRAGMA wal_checkpoint(PASSIVE)')! // one row
  expect(log / MODELS).toBeLessThanOrEqual(pages)
})

test('a change of one version writes as many pages for a model with 1,000 versions as for one with 3', async () => {
  const { db, call } = await filled
  const pagesOf = async (name: string, versions: number) => {
    await call('createModel', { name })
    for (let at = 1; at <= versions; at++)
      await call('createVersion', { name, source: 's3://bucket/model', description: `Version ${at}, tuned` })
    await call('findModels', { words: ['word'] }) // writes their texts
    db.get('PRAGMA wal_checkpoint(TRUNCATE)')
    for (let turn = 0; turn < 20; turn++) {
      const version = { name, version: `${(turn % 3) + 1}` }
      await call('updateVersion', { ...version, description: `changed ${turn}` })
      await call('setVersionTag', { ...version, key: 'turn', value: `word${turn}` })
    }
    await call('findModels', { words: ['word'] }) // writes its texts
    return db.get<{ log: number }>('PRAGMA wal_checkpoint(PASSIVE)')!.log // one row
  }
  const few = await pagesOf('few versions', 3)
  expect((await pagesOf('many versions', 1000)) / few).toBeLessThan(1.3)
})

test('a commit writes into the database once the log has 2,000 pages, and the log keeps 8 MB at most', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'modelshelf-'))
  const path = join(folder, 'modelshelf.db')
  const db = openDb(path)
  db.get('PRAGMA synchronous = OFF')
  const sizeOfLog = () => statSync(`${path}-wal`).size
  const writtenAt = () => statSync(path, { bigint: true }).mtimeNs
  const write = (pages: number) => db.write(() => db.run('INSERT INTO scratch VALUES (zeroblob(?))', pages * 4096))
  await db.write(() => db.run('CREATE TABLE scratch (bytes BLOB)'))
  db.get('PRAGMA wal_checkpoint(TRUNCATE)')
  const before = writtenAt()
  for (let turn = 0; turn < 15; turn++) await write(100)
  expect(writtenAt()).toBe(before)
  await write(10_000)
  expect(writtenAt()).toBeGreaterThan(before)
  expect(sizeOfLog()).toBeGreaterThan(40_000_000)
  const most = Array<number>()
  for (let turn = 0; turn < 100; turn++) {
    await write(100)
    most.push(sizeOfLog())
  }
  expect(Math.max(...most)).toBeLessThan(8 * 1024 * 1024 + 200 * 4120)
  db.close()
})
