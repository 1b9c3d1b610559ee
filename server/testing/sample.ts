import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readJson } from '#contract/client.ts'
import { samplePath, type SampleChange, type SampleState } from '#contract/sample.ts'
import type { Db } from '../embedded/db.ts'
import { writeTexts } from '../embedded/store/find/model-texts.ts'
import { openTestApp, type TestApp } from './app.ts'

type Snapshot = { tables: Record<string, unknown[]>; files: Record<string, string> }

/** The real app, with the three calls of the sample project and a snapshot of all stored data. */
export function openSampleApp(): TestApp & {
  load: () => Promise<SampleChange>
  remove: () => Promise<SampleChange>
  state: () => Promise<SampleState>
  /** Every row of every table and every artifact; loading and removing the sample must not change it. */
  snapshot: () => Promise<Snapshot>
} {
  const test = openTestApp()
  const ask = async (method: string) =>
    readJson(
      await test.app.request(`/${samplePath}`, {
        method,
        ...(method === 'GET' ? {} : { headers: { 'Content-Type': 'application/json' }, body: '{}' }),
      }),
    )
  return {
    ...test,
    load: async () => (await ask('POST')) as SampleChange,
    remove: async () => (await ask('DELETE')) as SampleChange,
    state: async () => (await ask('GET')) as SampleState,
    snapshot: async () => ({ tables: await tablesOf(test.db), files: filesOf(join(test.data, 'artifacts')) }),
  }
}

/** All rows, once what models are found by is written. */
export async function tablesOf(db: Db): Promise<Record<string, unknown[]>> {
  await writeTexts(db)
  const names = db.all<{ name: string }>(
    // Indexes of words hold the same in other blocks.
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'
       AND name NOT GLOB 'model_trigrams*' AND name NOT GLOB 'model_words*' AND name != 'model_vocabulary'
       AND name NOT IN ('model_texts', 'waiting_texts')`,
  )
  const texts = db.all('SELECT name, kind, run_id, text FROM model_texts ORDER BY name, kind')
  return { ...Object.fromEntries(names.map(({ name }) => [name, db.all(`SELECT * FROM ${name}`)])), texts }
}

/** Every file and folder below `root`; a folder has no content. */
export function filesOf(root: string): Record<string, string> {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' })
  return Object.fromEntries(paths.map((path) => [path, content(join(root, path))]))
}

const content = (path: string) => (statSync(path).isDirectory() ? '' : readFileSync(path, 'base64'))
