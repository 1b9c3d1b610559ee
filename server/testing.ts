import type { Hono } from 'hono'
import { type Call, createClient } from '#contract/client.ts'
import { createApp } from './app.ts'
import type { Config } from './config.ts'
import { type Db, openDb } from './embedded/db.ts'
import { noArtifacts } from './no-artifacts.ts'

export type TestApp = { app: Hono; call: Call; db: Db }

/** The real app on an empty database in memory and a temporary artifact folder, with its typed caller. No port. */
export function openTestApp(config: Partial<Config> = {}): TestApp {
  const db = openDb(':memory:')
  const app = createApp({ db, artifacts: noArtifacts, config })
  const base = `http://localhost${config.basePath ?? ''}/`
  return { app, db, call: createClient(base, async (url, init) => app.request(url, init)) }
}
