import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach } from 'vitest'
import { type Call, createClient } from '#contract/client.ts'
import { createApp } from '../app.ts'
import { defaults } from '../config/config.ts'
import { embedded } from '../embedded/backend.ts'
import type { HeavyWriter, Who } from '../embedded/context.ts'
import { type Db, openDb } from '../embedded/db.ts'
import { openHeavyWriter } from '../embedded/heavy/heavy-writer.ts'
import { type ArtifactStore, openArtifacts } from '../embedded/store/artifacts/artifacts.ts'
import { createModel } from '../embedded/store/registry/models.ts'
import { proxy } from './artifacts.ts'

export const RUNS = 1500
export const VERSIONS = 600

type On = {
  /** The data directory. What is in its folder `sources` may be registered. */
  data: string
  /** The database file. */
  path: string
  db: Db
  artifacts: ArtifactStore
  writer: HeavyWriter
  /** Another one of the same database, whose thread ends after `idleMs` without work. */
  openWriter: (idleMs?: number) => HeavyWriter
  call: Call
  /** Stores a file through the proxy. */
  put: (path: string, body: string) => Promise<void>
  /** The statements that this thread has run to change something. */
  ran: string[]
}

/**
 * For each test, a server with a writer and things that are heavy to change: the experiment 7 and the model `tides`. `accounts`: whether the
 * thread takes people to have signed in.
 */
export function withHeavyThings({ accounts = true } = {}): On {
  const on = {} as On // filled before each test
  beforeEach(async () => {
    const data = mkdtempSync(join(tmpdir(), 'modelshelf-'))
    const path = join(data, 'modelshelf.db')
    const db = openDb(path)
    db.get('PRAGMA synchronous = OFF')
    const artifacts = openArtifacts(join(data, 'artifacts'), join(data, 'tmp'))
    const how = { folder: join(data, 'artifacts'), accounts, allowedLocations: [], allowedSchemes: ['s3'] }
    const openWriter = (idleMs?: number) => openHeavyWriter(path, db, artifacts, how, idleMs)
    const writer = openWriter()
    await db.write(() => {
      db.run(`INSERT INTO experiments (experiment_id, name, artifact_location, creation_time, last_update_time)
        VALUES (7, 'large', 'mlflow-artifacts:/7', 0, 0)`)
      addRuns(db, 1, RUNS)
      createModel(db, 'tides')
      db.run(`INSERT INTO model_versions (name, version, creation_timestamp, last_updated_timestamp, source, storage_location)
        ${numbers(1, VERSIONS)} SELECT 'tides', i, 0, 0, 's3://bucket/' || i, 's3://bucket/' || i FROM n`)
      db.run(`INSERT INTO model_version_tags SELECT name, version, 'team', 'sea' FROM model_versions`)
    })
    const allowedSources = [join(data, 'sources')]
    const app = createApp({ backend: embedded({ ...defaults, allowedSources, db, artifacts, writer }) })
    const call = createClient('http://localhost/', async (url, init) => app.request(url, init))
    const put = async (to: string, body: string) => {
      const response = await app.request(proxy(to), { method: 'PUT', body })
      if (!response.ok) throw new Error(await response.text())
    }
    Object.assign(on, { data, path, db, artifacts, writer, openWriter, call, put, ran: [] })
    const { run } = db
    db.run = (sql, ...params) => {
      on.ran.push(sql)
      return run(sql, ...params)
    }
  })
  afterEach(async () => {
    await on.writer.close()
    on.db.close()
    rmSync(on.data, { recursive: true })
    await nextTurn() // or else the next test begins in one of this test's snapshots
  })
  return on
}

/** A table `n` of the numbers `i`. */
export const numbers = (from: number, to: number) =>
  `WITH RECURSIVE n (i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${to})`

/** Adds runs to the experiment 7. */
export const addRuns = (db: Db, from: number, to: number) =>
  db.run(`INSERT INTO runs (run_id, experiment_id, run_name, user_id, status, start_time, artifact_uri)
    ${numbers(from, to)} SELECT printf('%032x', i), 7, '', '', 'FINISHED', i, '' FROM n`)

export const deletedRuns = (db: Db) =>
  db.get<{ count: number }>("SELECT count(*) AS count FROM runs WHERE lifecycle_stage = 'deleted'")!.count
export const deletedExperiments = (db: Db) =>
  db.get<{ count: number }>("SELECT count(*) AS count FROM experiments WHERE lifecycle_stage = 'deleted'")!.count

export const tags = (count: number) => Array.from({ length: count }, (_, at) => ({ key: `key-${at}`, value: '' }))

export const anyone: Who = { kind: 'anyone', name: 'ines' }

/** Has something written, if it is heavy, in the name of anyone. */
export const byAnyone = (writer: HeavyWriter, name: string, input: object) =>
  writer.write(name, input, () => ({ who: anyone, input }))
