import { afterAll, expect, test, vi } from 'vitest'
import { openTestApp } from '../testing/app.ts'
import { type Db, openDb } from './db.ts'

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

const db = openDb(':memory:')
const counted = {
  ...db,
  all: counting(db.all),
  lists: counting(db.lists),
  get: counting(db.get),
  run: counting(db.run),
}
const { call } = openTestApp({}, counted as Db)
afterAll(() => {
  vi.useRealTimers()
  db.close()
})

const version = { name: 'model', version: '1' }
await call('createModel', { name: 'model' })
await call('createVersion', { name: 'model', source: 's3://bucket/model' })
await call('setAlias', { name: 'model', alias: 'champion', version: '1' })
await db.write(() =>
  db.run(
    `INSERT INTO webhooks (id, dialect, name, description, url, events, status, secret, authorization, creation_timestamp, last_updated_timestamp)
     SELECT value, 'mlflow', '', '', 'https://example.com/', '["registered_model.created"]', 'DISABLED', '', '', 0, 0
     FROM json_each('["1", "2", "3", "4", "5"]')`,
  ),
)

test.each<[most: number, what: string, ask: () => Promise<unknown>]>([
  [1, 'version by alias', () => call('getVersionByAlias', { name: 'model', alias: 'champion' })],
  [1, 'list of the latest versions', () => call('getLatestVersions', { name: 'model' })],
  [3, 'list of five webhooks', () => call('findWebhooks', {})],
  [5, 'tag of a version', () => call('setVersionTag', { ...version, key: 'turn', value: 'one' })],
  [6, 'description', () => call('updateVersion', { ...version, description: 'text' })],
  [9, 'move', () => call('transitionStage', { ...version, stage: 'Staging', archive_existing_versions: true })],
])('at most %i statements for a %s', async (most, _, ask) => {
  statements = 0
  await ask()
  expect(statements).toBeLessThanOrEqual(most)
})
