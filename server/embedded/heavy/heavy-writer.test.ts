import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Call, createClient } from '#contract/client.ts'
import { ApiError } from '#contract/errors.ts'
import { createApp } from '../../app.ts'
import { defaults } from '../../config/config.ts'
import { embedded } from '../backend.ts'
import type { HeavyWriter, Who } from '../context.ts'
import { type Db, openDb } from '../db.ts'
import { createAccount } from '../store/accounts/accounts.ts'
import { openArtifacts } from '../store/artifacts/artifacts.ts'
import { createModel } from '../store/registry/models.ts'
import { openHeavyWriter } from './heavy-writer.ts'

// A write of many rows is one transaction, and holds up nobody who reads.

const RUNS = 1500
const VERSIONS = 600

let data: string
let db: Db
let writer: HeavyWriter
let call: Call
/** The statements that this thread has run to change something. */
let ran: string[]

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'modelshelf-'))
  const path = join(data, 'modelshelf.db')
  db = openDb(path)
  db.get('PRAGMA synchronous = OFF')
  writer = openHeavyWriter(path, db, { accounts: true, allowedLocations: [], allowedSchemes: ['s3'] })
  await db.write(() => {
    db.run(`INSERT INTO experiments (experiment_id, name, artifact_location, creation_time, last_update_time)
      VALUES (7, 'large', 'mlflow-artifacts:/7', 0, 0)`)
    addRuns(1, RUNS)
    createModel(db, 'tides')
    db.run(`INSERT INTO model_versions (name, version, creation_timestamp, last_updated_timestamp, source, storage_location)
      ${numbers(1, VERSIONS)} SELECT 'tides', i, 0, 0, 's3://bucket/' || i, 's3://bucket/' || i FROM n`)
    db.run(`INSERT INTO model_version_tags SELECT name, version, 'team', 'sea' FROM model_versions`)
  })
  ran = []
  const { run } = db
  db.run = (sql, ...params) => {
    ran.push(sql)
    return run(sql, ...params)
  }
  const artifacts = openArtifacts(join(data, 'artifacts'), join(data, 'tmp'))
  const app = createApp({ backend: embedded({ ...defaults, db, artifacts, writer }) })
  call = createClient('http://localhost/', async (url, init) => app.request(url, init))
})
afterEach(async () => {
  await writer.close()
  db.close()
  rmSync(data, { recursive: true })
})

const numbers = (from: number, to: number) =>
  `WITH RECURSIVE n (i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${to})`
const addRuns = (from: number, to: number) =>
  db.run(`INSERT INTO runs (run_id, experiment_id, run_name, user_id, status, start_time, artifact_uri)
    ${numbers(from, to)} SELECT printf('%032x', i), 7, '', '', 'FINISHED', i, '' FROM n`)

const deletedRuns = () =>
  db.get<{ count: number }>("SELECT count(*) AS count FROM runs WHERE lifecycle_stage = 'deleted'")!.count
const deletedExperiments = () =>
  db.get<{ count: number }>("SELECT count(*) AS count FROM experiments WHERE lifecycle_stage = 'deleted'")!.count

/** Checks in turn until something is done; gives how often. */
async function checkedUntil(done: Promise<unknown>, check: () => void): Promise<number> {
  const ended = done.then(() => 'ended')
  for (let count = 0; ; count += 1) {
    check()
    if ((await Promise.race([ended, nextTurn()])) === 'ended') return count
  }
}

const areTogether = () => expect(deletedRuns()).toBe(deletedExperiments() * RUNS)

test('reads go on while a large experiment is deleted and restored, and see all of it or nothing', async () => {
  for (const [change, deleted] of [
    ['deleteExperiment', RUNS],
    ['restoreExperiment', 0],
  ] as const) {
    expect(await checkedUntil(call(change, { experiment_id: '7' }), areTogether)).toBeGreaterThan(3)
    expect(deletedRuns()).toBe(deleted)
  }
  expect(ran.filter((sql) => sql.includes('UPDATE runs'))).toEqual([])
})

test('a large model is renamed and deleted in the thread, with its event; other writes wait for it', async () => {
  const order: string[] = []
  const noting = async (what: string, done: Promise<unknown>) => {
    const answer = await done
    order.push(what)
    return answer
  }
  const renamed = noting('renamed', call('renameModel', { name: 'tides', new_name: 'waves' }))
  const created = noting('created', call('createModel', { name: 'tides' }))
  expect(await renamed).toMatchObject({ registered_model: { name: 'waves' } })
  await created
  expect(order).toEqual(['renamed', 'created'])
  const counted = db.get("SELECT count(*) AS count FROM model_version_tags WHERE name = 'waves'")
  expect(counted).toEqual({ count: VERSIONS })
  expect(
    db.all("SELECT user, data ->> '$.kind' AS kind FROM review_events WHERE data ->> '$.kind' = 'renamed'"),
  ).toEqual([{ user: 'unknown', kind: 'renamed' }])
  await call('deleteModel', { name: 'waves' })
  expect(db.all('SELECT name FROM registered_models')).toEqual([{ name: 'tides' }])
  expect(db.all('SELECT name FROM model_versions')).toEqual([])
  // Nobody looks for the texts of what is gone.
  expect(db.all("SELECT kind FROM waiting_texts WHERE name = 'waves'")).toEqual([])
  expect(ran.filter((sql) => /(SET name|DELETE FROM registered_models)/.test(sql))).toEqual([])
})

test('answers what the write throws', async () => {
  await call('createModel', { name: 'waves' })
  await expect(call('renameModel', { name: 'tides', new_name: 'waves' })).rejects.toMatchObject({
    code: 'RESOURCE_ALREADY_EXISTS',
    status: 400,
  })
  await call('deleteExperiment', { experiment_id: '7' })
  await expect(call('deleteExperiment', { experiment_id: '7' })).rejects.toMatchObject({ status: 404 })
  expect(deletedRuns()).toBe(RUNS)
})

test('small things are written without the thread', () => {
  expect(writer.write('deleteExperiment', { experiment_id: '0' }, () => anyone)).toBeUndefined()
  expect(writer.write('createModel', { name: 'waves' }, () => anyone)).toBeUndefined()
  expect(writer.write('logOutputs', { run_id: 'x', models: [] }, () => anyone)).toBeUndefined()
})

test('who creates something with very many tags manages it', async () => {
  const { id } = await db.write(() => createAccount(db, { name: 'mia', role: 'contributor' }, 'test'))
  const mia: Who = {
    kind: 'account',
    id,
    name: 'mia',
    role: 'contributor',
    service: false,
    scope: 'all',
    by: 'session',
  }
  const tags = Array.from({ length: 600 }, (_, at) => ({ key: `key-${at}`, value: '' }))
  await writer.write('createModel', { name: 'waves', tags }, () => mia)
  const created = await writer.write('createExperiment', { name: 'e', artifact_location: 's3://b/e', tags }, () => mia)
  expect(db.all('SELECT name, holder_id, level FROM model_levels')).toEqual([
    { name: 'waves', holder_id: id, level: 5 },
  ])
  const { experiment_id } = created as { experiment_id: string }
  expect(db.all('SELECT experiment_id, holder_id, level FROM experiment_levels')).toEqual([
    { experiment_id: Number(experiment_id), holder_id: id, level: 5 },
  ])
  const elsewhere = { name: 'f', artifact_location: 'ftp://b/f', tags }
  await expect(writer.write('createExperiment', elsewhere, () => mia)).rejects.toMatchObject({ status: 400 })
})

const anyone: Who = { kind: 'anyone', name: 'ines' }

test('asks whether somebody may when nothing can come between, and again if accounts have changed meanwhile', async () => {
  const refused = new ApiError('PERMISSION_DENIED', 'This needs MANAGE.')
  const closed = db.write(() => db.run("INSERT INTO default_policy VALUES (1, '[]', 1, 0, '')"))
  const write = writer.write('deleteExperiment', { experiment_id: '7' }, () => {
    if (db.get('SELECT 1 FROM default_policy')) throw refused
    return anyone
  })
  await closed
  await expect(write).rejects.toBe(refused)
  expect(deletedRuns()).toBe(0)

  const other = new DatabaseSync(join(data, 'modelshelf.db'), { timeout: 2000 })
  let asked = 0
  await writer.write('deleteExperiment', { experiment_id: '7' }, () => {
    asked += 1
    // A command in the shell is another process, which this one does not wait for.
    if (asked === 1) setImmediate(() => other.exec('UPDATE account_revision SET revision = revision + 1'))
    return anyone
  })
  other.close()
  expect([asked, deletedRuns()]).toEqual([2, RUNS])
})

test('a thread that is stopped half-way leaves everything as it was, and others can write', async () => {
  await db.write(() => addRuns(RUNS + 1, 20 * RUNS)) // takes much longer than it takes to stop
  const other = new DatabaseSync(join(data, 'modelshelf.db'), { timeout: 0 })
  const isWriting = () => {
    try {
      other.exec('BEGIN IMMEDIATE; ROLLBACK')
      return false
    } catch {
      return true
    }
  }
  const deleting = call('deleteExperiment', { experiment_id: '7' })
  const outcome = deleting.catch((error: unknown) => error)
  while (!isWriting()) await nextTurn()
  await writer.close()
  expect(await outcome).toMatchObject({ code: 'TEMPORARILY_UNAVAILABLE' })
  other.close()
  expect([deletedRuns(), deletedExperiments()]).toEqual([0, 0])
  await db.write(() => createModel(db, 'waves'))
})

test('what one turn reads is one state of the data, while another thread writes', async () => {
  const other = new DatabaseSync(join(data, 'modelshelf.db'))
  await db.aside(async () => {
    expect(deletedRuns()).toBe(0)
    other.exec("UPDATE runs SET lifecycle_stage = 'deleted'")
    await Promise.resolve()
    expect(deletedRuns()).toBe(0)
    await nextTurn()
    expect(deletedRuns()).toBe(RUNS)
  })
  other.close()
})
