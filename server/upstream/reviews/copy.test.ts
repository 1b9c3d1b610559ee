import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RegisteredModel } from '#contract/models.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { type Db, openDb } from '../../embedded/db.ts'
import { existingLog } from '../../embedded/store/reviews/log.ts'
import { eventsOf } from '../../testing/events-of.ts'
import { turnsDuring } from '../../testing/turns-during.ts'
import { compareModel, copyModel } from './copy.ts'
import type { ModelRead } from './read-model.ts'
import { rehearse } from './under-way.ts'
import { openTexts } from './version-texts.ts'

let db: Db
beforeEach(() => (db = openDb(':memory:')))
afterEach(() => db.close())

const MANY = 3000
const name = 'wide'
const versionAt = (number: number): ModelVersion => ({
  name,
  version: String(number),
  creation_timestamp: 10 + number,
  last_updated_timestamp: 10 + number,
  current_stage: number === 1 ? 'Production' : 'Archived',
  description: `version ${number}`,
  status: 'READY',
  source: 's3://bucket/model',
  run_id: '',
  tags: [
    { key: 'team', value: 'rail' },
    { key: 'a', value: 'before team' },
  ],
})

const model = {
  name,
  creation_timestamp: 1,
  last_updated_timestamp: 2,
  description: 'wide',
  tags: [{ key: 'of', value: 'model' }],
  aliases: [{ alias: 'champion', version: '1' }],
}
/** As MLflow answers: the newest first. */
const versions = Array.from({ length: MANY }, (_, at) => versionAt(MANY - at))

/** The model with these versions, as it is read. */
function read(there: readonly ModelVersion[], more: Partial<RegisteredModel> = {}, at = db): ModelRead {
  const texts = openTexts(at, name)
  return { model: { ...model, ...more }, versions: texts.put(there), texts }
}
const wide = () => read(versions)

/** The same database, which counts what it is asked. */
function openCounting(): { counting: Db; asked: { reads: number; writes: number } } {
  const asked = { reads: 0, writes: 0 }
  const counted = <F extends (...args: never[]) => unknown>(fn: F) => ((...args) => (asked.reads++, fn(...args))) as F
  const write: Db['write'] = (fn) => (asked.writes++, db.write(fn))
  return { counting: { ...db, all: counted(db.all), lists: counted(db.lists), get: counted(db.get), write }, asked }
}

const kinds = () => eventsOf(db, existingLog(db, name)).map(({ kind }) => kind)

test('others are answered while a model with many versions is copied', async () => {
  expect(await turnsDuring(copyModel(db, wide()))).toBeGreaterThan(10)
  expect(kinds()).toEqual(Array.from({ length: MANY }, () => 'registered'))
})

test('a look at many versions that are as before writes nothing, and has no statement for each', async () => {
  await copyModel(db, wide())
  const { counting, asked } = openCounting()
  await copyModel(counting, read(versions, {}, counting))
  expect(asked.writes).toBe(0)
  expect(asked.reads).toBeLessThan(MANY / 100)
})

test('what was changed outside among many versions is found, whatever it is', async () => {
  await copyModel(db, wide())
  const [newest, second, third, ...others] = versions
  const changed = [
    { ...newest!, current_stage: 'Staging' as const },
    { ...second!, tags: [] },
    ...others,
    versionAt(MANY + 1),
  ]
  const aliases = [{ alias: 'champion', version: '2' }]
  expect(compareModel(db, model)).toBe('same')
  expect(compareModel(db, { ...model, aliases })).toBe('changed')
  expect(compareModel(db, { ...model, last_updated_timestamp: 3 })).toBe('changed')
  expect(compareModel(db, { ...model, creation_timestamp: 3 })).toBe('another')
  await copyModel(db, read(changed, { aliases }))
  expect(eventsOf(db, existingLog(db, name)).slice(MANY)).toMatchObject([
    { kind: 'version-deleted', version: third!.version, outside: true },
    { kind: 'moved', version: newest!.version, from_stage: 'Archived', to_stage: 'Staging', outside: true },
    { kind: 'registered', version: String(MANY + 1), user: 'unknown' },
    { kind: 'moved', version: String(MANY + 1), to_stage: 'Archived' },
    { kind: 'alias-moved', alias: 'champion', from: '1', version: '2', outside: true },
  ])
  const tagged = db.get(
    'SELECT 1 FROM model_version_tags WHERE name = ? AND version = ?',
    name,
    Number(second!.version),
  )
  expect(tagged).toBeUndefined()
})

test('a first look that was cut off goes on later, as a first look', async () => {
  let writes = 0
  const broken: Db = {
    ...db,
    write: (fn) => (++writes > 3 ? Promise.reject(new Error('the server ends')) : db.write(fn)),
  }
  await expect(copyModel(broken, wide())).rejects.toThrow('the server ends')
  const before = kinds().length
  expect(before).toBeGreaterThan(0)
  expect(before).toBeLessThan(MANY)
  await copyModel(db, wide())
  // Nothing was moved outside: it was there before the first look.
  expect(kinds()).toEqual(Array.from({ length: MANY }, () => 'registered'))
})

test('a model that another room has renamed meanwhile is not copied further', async () => {
  await copyModel(db, wide())
  const copying = copyModel(db, read(versions.map((version) => ({ ...version, tags: [] }))))
  const refused = expect(copying).rejects.toMatchObject({ status: 409 })
  await db.write(() => db.run('UPDATE registered_models SET name = ? WHERE name = ?', 'renamed', name))
  await refused
})

test('a rehearsal reads the versions that a write can move, not all of them', async () => {
  await copyModel(db, wide())
  const rehearsed = await db.write(() =>
    rehearse(db, { name, versions: ['2'] }, (copy) =>
      copy.run(
        `UPDATE model_versions SET current_stage = CASE version WHEN 2 THEN 'Production' ELSE 'Archived' END
         WHERE name = ? AND version <= 2`,
        name,
      ),
    ),
  )
  expect(Object.fromEntries(rehearsed.before.stages)).toEqual({ 1: 'Production', 2: 'Archived' })
  expect(Object.fromEntries(rehearsed.after.stages)).toEqual({ 1: 'Archived', 2: 'Production' })
})
