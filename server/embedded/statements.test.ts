import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { createClient } from '#contract/client.ts'
import { createApp } from '../app.ts'
import { defaults } from '../config/config.ts'
import { embedded } from './backend.ts'
import { type Db, openDb } from './db.ts'
import { openHeavyWriter } from './heavy/heavy-writer.ts'
import { openArtifacts } from './store/artifacts/artifacts.ts'
import { targetsOf } from './store/webhooks/targets.ts'
import { startSender } from './webhooks/sender.ts'

// What a request takes of the processor grows with its statements: each is some microseconds, and the first of a commit more.

// What models are found by is written a second later: not in these tests.
vi.useFakeTimers({ toFake: ['setTimeout'] })

let statements = 0
const counting =
  <A extends unknown[], T>(query: (...all: A) => T) =>
  (...all: A): T => {
    statements += 1
    return query(...all)
  }

const data = mkdtempSync(join(tmpdir(), 'modelshelf-'))
const path = join(data, 'modelshelf.db')
const db = openDb(path)
const counted = {
  ...db,
  all: counting(db.all),
  lists: counting(db.lists),
  get: counting(db.get),
  run: counting(db.run),
} as Db
const folder = join(data, 'artifacts')
const artifacts = openArtifacts(folder, join(data, 'tmp'))
// As openBackend: what may be heavy is asked before it is written, and who is told after it.
const sender = startSender(counted, targetsOf([]))
const app = createApp({
  backend: embedded({
    ...defaults,
    db: counted,
    artifacts,
    writer: openHeavyWriter(path, counted, artifacts, { ...defaults, folder, accounts: false }),
    sender,
  }),
})
const call = createClient('http://localhost/', async (url, init) => app.request(url, init))
afterAll(async () => {
  vi.useRealTimers()
  await sender.stop()
  db.close()
})

const version = { name: 'model', version: '1' }
await call('createModel', { name: 'model' })
await call('createVersion', { name: 'model', source: 's3://bucket/model' })
await call('setAlias', { name: 'model', alias: 'champion', version: '1' })

const fiveWebhooks = () =>
  db.write(() =>
    db.run(
      `INSERT INTO webhooks (id, dialect, name, description, url, events, status, secret, authorization, creation_timestamp, last_updated_timestamp)
       SELECT value, 'mlflow', '', '', 'https://example.com/', '["registered_model.created"]', 'DISABLED', '', '', 0, 0
       FROM json_each('["1", "2", "3", "4", "5"]')`,
    ),
  )

test.each<[most: number, what: string, ask: () => Promise<unknown>]>([
  [1, 'version by alias', () => call('getVersionByAlias', { name: 'model', alias: 'champion' })],
  [1, 'list of the latest versions', () => call('getLatestVersions', { name: 'model' })],
  [6, 'tag of a version', () => call('setVersionTag', { ...version, key: 'turn', value: 'one' })],
  [7, 'description', () => call('updateVersion', { ...version, description: 'text' })],
  [9, 'new version', () => call('createVersion', { name: 'model', source: 's3://bucket/model' })],
  [8, 'move', () => call('transitionStage', { ...version, stage: 'Staging', archive_existing_versions: true })],
])('at most %i statements for a %s', async (most, _, ask) => {
  statements = 0
  await ask()
  expect(statements).toBeLessThanOrEqual(most)
})

test('at most 3 statements for a list of five webhooks', async () => {
  await fiveWebhooks()
  statements = 0
  await call('findWebhooks', {})
  expect(statements).toBeLessThanOrEqual(3)
})
