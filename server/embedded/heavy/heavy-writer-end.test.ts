import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { ApiError } from '#contract/errors.ts'
import {
  addRuns,
  byAnyone,
  deletedExperiments,
  deletedRuns,
  RUNS,
  tags,
  withHeavyThings,
} from '../../testing/heavy-writing.ts'
import { openDb } from '../db.ts'
import { createModel } from '../store/registry/models.ts'

// What becomes of writes when the thread or the database ends.

const on = withHeavyThings()

test('a thread that is stopped half-way leaves everything as it was, and others can write', async () => {
  await on.db.write(() => addRuns(on.db, RUNS + 1, 20 * RUNS)) // takes much longer than it takes to stop
  const other = new DatabaseSync(on.path, { timeout: 0 })
  const isWriting = () => {
    try {
      other.exec('BEGIN IMMEDIATE; ROLLBACK')
      return false
    } catch {
      return true
    }
  }
  const deleting = on.call('deleteExperiment', { experiment_id: '7' })
  const outcome = deleting.catch((error: unknown) => error)
  while (!isWriting()) await nextTurn()
  await on.writer.close()
  expect(await outcome).toMatchObject({ code: 'TEMPORARILY_UNAVAILABLE' })
  other.close()
  expect([deletedRuns(on.db), deletedExperiments(on.db)]).toEqual([0, 0])
  await on.db.write(() => createModel(on.db, 'waves'))
})

test('a version that a thread wrote before it ended, without an answer, keeps the files that were copied for it', async () => {
  const source = join(on.data, 'sources', 'tides')
  mkdirSync(source, { recursive: true })
  writeFileSync(join(source, 'MLmodel'), 'flavors: {}')
  await on.call('createModel', { name: 'waves' })
  const { write } = on.writer
  let isWriting = true
  on.writer.write = (...asked) =>
    isWriting
      ? write(...asked)?.then(() => {
          throw new ApiError('TEMPORARILY_UNAVAILABLE', 'The server is shutting down.')
        })
      : Promise.reject(new ApiError('TEMPORARILY_UNAVAILABLE', 'The server is shutting down.'))
  const registering = () => on.call('createVersion', { name: 'waves', source, tags: tags(600) })
  await expect(registering()).rejects.toMatchObject({ code: 'TEMPORARILY_UNAVAILABLE' })
  isWriting = false
  await expect(registering()).rejects.toMatchObject({ code: 'TEMPORARILY_UNAVAILABLE' })
  expect(on.db.all("SELECT version FROM model_versions WHERE name = 'waves'")).toEqual([{ version: 1 }])
  const stored = readdirSync(join(on.data, 'artifacts', 'registered'), { recursive: true, encoding: 'utf8' })
  expect(stored.filter((path) => path.endsWith('MLmodel'))).toHaveLength(1)
})

test('the thread ends when nothing heavy was written for a while, and another starts', async () => {
  const idle = on.openWriter(50)
  for (const name of ['waves', 'swell']) {
    const ended = new Promise((resolve) => {
      process.once('worker', (worker: Worker) => worker.once('exit', resolve))
    })
    await byAnyone(idle, 'createModel', { name, tags: tags(600) })
    await ended
  }
  await idle.close()
})

test('what waits for a heavy write when the server stops is written, or refused', async () => {
  await on.db.write(() => addRuns(on.db, RUNS + 1, 20 * RUNS))
  const heavy = [1, 2].map(() => byAnyone(on.writer, 'deleteExperiment', { experiment_id: '7' }))
  const outcomes = Promise.allSettled(heavy)
  await nextTurn()
  const after = on.db.write(() => createModel(on.db, 'waves'))
  on.db.beforeClose(() => void on.db.write(() => createModel(on.db, 'swell')))
  await on.writer.close()
  on.db.close()
  expect((await outcomes).map((outcome) => 'reason' in outcome && (outcome.reason as ApiError).code)).toEqual(
    heavy.map(() => 'TEMPORARILY_UNAVAILABLE'),
  )
  await after
  on.db = openDb(on.path)
  expect(on.db.all("SELECT name FROM registered_models WHERE name <> 'tides' ORDER BY name")).toEqual([
    { name: 'swell' },
    { name: 'waves' },
  ])
})

test('a database that is closed while another thread writes refuses what it cannot write', async () => {
  on.db.get('PRAGMA busy_timeout = 0')
  const other = new DatabaseSync(on.path)
  const held = Promise.withResolvers<void>()
  const aside = on.db.aside(() => {
    other.exec('BEGIN IMMEDIATE')
    return held.promise
  })
  await nextTurn()
  await nextTurn()
  const refused = expect(on.db.write(() => createModel(on.db, 'waves'))).rejects.toThrow('database is locked')
  const behind = expect(on.db.aside(async () => {})).rejects.toThrow('The database is closed')
  on.db.close()
  await Promise.all([refused, behind])
  other.close()
  held.resolve()
  await aside
  await nextTurn() // nothing is left to write
  on.db = openDb(on.path)
})
