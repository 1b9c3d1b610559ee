import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hono } from 'hono'
import { type Call, createClient } from '#contract/client.ts'
import { NAME_HEADER } from '#contract/review-paths.ts'
import { createApp } from '../app.ts'
import { type Config, defaults } from '../config/config.ts'
import { embedded } from '../embedded/backend.ts'
import { type Db, openDb } from '../embedded/db.ts'
import { openArtifacts } from '../embedded/store/artifacts/artifacts.ts'

export type TestApp = { app: Hono; call: Call; db: Db; /** The data directory. */ data: string }

/** The real app on an empty database in memory, or this one, and a temporary artifact folder, with a typed client, without a port. */
export function openTestApp(config: Partial<Config> = {}, db = openDb(':memory:')): TestApp {
  const data = mkdtempSync(join(tmpdir(), 'modelshelf-'))
  const artifacts = openArtifacts(join(data, 'artifacts'), join(data, 'tmp'))
  const app = createApp({ backend: embedded({ ...defaults, ...config, db, artifacts }), config })
  const base = `http://localhost${config.basePath ?? ''}/`
  return { app, db, data, call: createClient(base, async (url, init) => app.request(url, init)) }
}

/** The typed client of somebody who gave this name in Settings. */
export const clientOf = (app: Hono, user: string): Call =>
  createClient('http://localhost/', async (url, init) =>
    app.request(url, {
      ...init,
      headers: { ...(init.headers as Record<string, string>), [NAME_HEADER]: encodeURIComponent(user) },
    }),
  )

export type WithModel = Awaited<ReturnType<typeof openWithModel>>

/** The same with one registered model `name` and a function that adds a version. */
export async function openWithModel(name: string) {
  const { call } = openTestApp()
  await call('createModel', { name })
  return { call, addVersion: () => call('createVersion', { name, source: 's3://bucket/model' }) }
}
