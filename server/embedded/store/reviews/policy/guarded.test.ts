import { Readable } from 'node:stream'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { noRule } from '#contract/policy/rules.ts'
import { openCounted } from '../../../../testing/rows-read.ts'
import type { Db } from '../../../db.ts'
import { openArtifacts } from '../../artifacts/artifacts.ts'
import { createModel } from '../../registry/models.ts'
import { guardedArtifacts, requireDeletable, requireRemovable, requireUnguarded } from './guarded.ts'
import { setDefaultPolicy } from './policies.ts'

const many = 3000

/** Many versions in a guarded stage, each with a folder of its own, and some whose folders are written in unusual ways. */
function fill(db: Db) {
  createModel(db, 'many', '', [])
  createModel(db, 'few', '', [])
  const add = (name: string, version: number, location: string, stage = 'Production') =>
    db.run(
      `INSERT INTO model_versions (name, version, creation_timestamp, last_updated_timestamp, current_stage, source, storage_location)
       VALUES (?, ?, 0, 0, ?, ?, ?)`,
      name,
      version,
      stage,
      location,
      location,
    )
  for (let at = 1; at <= many; at++) {
    add('many', at, `mlflow-artifacts:/1/run-${at}/artifacts/model`)
    db.run("INSERT INTO aliases VALUES ('many', ?, ?)", `a${at}`, at)
  }
  const few = [
    'mlflow-artifacts:/2//a///model/',
    'mlflow-artifacts:///2/b/model',
    'mlflow-artifacts://elsewhere/2/c/model',
    's3://bucket/2/d/model',
    'mlflow-artifacts:/2/é %2F/model',
    'mlflow-artifacts:/./2/dots/././/./model/.',
    'mlflow-artifacts:/2/.hidden/a./model..',
  ]
  for (const [at, location] of few.entries()) add('few', at + 1, location)
  add('few', 9, 'mlflow-artifacts:/2/free/model', 'None')
  add('few', 10, 'mlflow-artifacts:/2/named/model', 'None')
  db.run("INSERT INTO aliases VALUES ('few', 'champion', 10)")
  const guarded = ['Production', '@champion'].map((target) => ({ ...noRule(target), approvals: 1 }))
  setDefaultPolicy(db, guarded, 0, 'test')
}

const { rowsOf, close } = openCounted(fill)
afterAll(close)

const folder = mkdtempSync(join(tmpdir(), 'modelshelf-'))
const store = openArtifacts(join(folder, 'artifacts'), join(folder, 'tmp'))
const put = (path: string) => async (db: Db) => guardedArtifacts(store, db).put(path, Readable.from(['x']))
const remove = (path: string) => async (db: Db) => guardedArtifacts(store, db).remove(path)

/** What a change of files comes to, and how many rows it took. */
async function tried(change: (db: Db) => Promise<unknown>): Promise<{ outcome: string; rows: number }> {
  let done: Promise<unknown> = Promise.resolve()
  let outcome = 'done'
  // Checks before the body is read, then once more: only the first check can be counted.
  const rows = rowsOf((db) => (done = change(db)))
  await done.catch((error: Error) => (outcome = error.message))
  return { outcome, rows }
}

test.each([
  ['a file', put('1/run-7/artifacts/model/MLmodel'), 'version 7 '],
  ['a file where the folder is', put('1/run-7/artifacts/model'), 'version 7 '],
  ['a file far below', put('1/run-7/artifacts/model/a/b/c/d'), 'version 7 '],
  ['a folder above', remove('1/run-7'), 'version 7 '],
  ['doubled slashes', put('2/a/model/x'), "version 1 of the model 'few'"],
  ['three slashes', put('2/b/model/x'), "version 2 of the model 'few'"],
  ['letters and escapes', put('2/é %2F/model/x'), "version 5 of the model 'few'"],
  ['dots', put('2/dots/model/x'), "version 6 of the model 'few'"],
  ['a folder above dots', remove('2/dots'), "version 6 of the model 'few'"],
  ['names with dots', put('2/.hidden/a./model../x'), "version 7 of the model 'few'"],
  ['a guarded alias', put('2/named/model/x'), "version 10 of the model 'few'"],
])('refuses to change %s of a guarded version, and looks at few rows', async (_, change, said) => {
  const { outcome, rows } = await tried(change)
  expect(outcome).toContain(said)
  expect(rows).toBeLessThan(20)
})

test.each([
  ['beside a guarded folder', put('1/run-7/artifacts/model2')],
  ['a folder whose name begins alike', put('1/run-7/artifacts/model-card/x')],
  ['in a folder of another host', put('2/c/model/x')],
  ['in a folder of the same name in a bucket', put('2/d/model/x')],
  ['of a version that nothing guards', put('2/free/model/x')],
  ['where no version is', remove('3')],
])('allows a change %s, and looks at few rows', async (_, change) => {
  const { outcome, rows } = await tried(change)
  expect(outcome).toBe('done')
  expect(rows).toBeLessThan(20)
})

test.each<[string, (db: Db) => void, string?]>([
  ['a version that is in no guarded stage can be deleted', (db) => requireDeletable(db, { name: 'few', version: '9' })],
  ['a version can be deleted', (db) => requireDeletable(db, { name: 'many', version: '7' }), 'guards Production'],
  ['an alias can be removed', (db) => requireRemovable(db, 'few', 'champion'), 'guards @champion'],
  ['an alias that nothing guards can be removed', (db) => requireRemovable(db, 'many', 'other')],
  ['a model can be renamed', (db) => requireUnguarded(db, 'many', 'renamed'), 'version 1 is there'],
  ['a model can be deleted', (db) => requireUnguarded(db, 'few', 'deleted'), 'version 1 is there'],
])('looks at few rows to find out whether %s', (_, check, said) => {
  const rows = rowsOf((db) => {
    if (said === undefined) check(db)
    else expect(() => check(db)).toThrow(said)
  })
  expect(rows).toBeGreaterThan(0)
  expect(rows).toBeLessThan(40)
})
