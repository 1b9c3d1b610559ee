import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openTestApp } from '../testing/app.ts'
import { createModel } from './store/registry/models.ts'
import { createVersion } from './store/registry/create-version.ts'
import { deleteVersion } from './store/registry/versions.ts'
import { openDb, type Db } from './db.ts'
import { listInbox, rejectRequest } from './store/reviews/requests.ts'
import { searchModels } from './store/registry/search-registry.ts'
import { eventsOf } from '../testing/events-of.ts'

const folder = join(import.meta.dirname, 'migrations')

/** A database file at migration `last`, as an older Modelshelf left it. */
function madeBy(last: number, rows: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'modelshelf-')), 'modelshelf.db')
  const old = new DatabaseSync(path)
  for (const file of readdirSync(folder).toSorted().slice(0, last)) old.exec(readFileSync(join(folder, file), 'utf8'))
  old.exec(`${rows}; PRAGMA user_version = ${last}`)
  old.close()
  return path
}

test('answers a write only once it is on disk', () => {
  const db = openDb(':memory:')
  expect(db.get('PRAGMA synchronous')).toEqual({ synchronous: 2 })
  db.close()
})

test('every migration has a number of its own', () => {
  const numbers = readdirSync(folder).map((file) => Number.parseInt(file, 10))
  expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers.map((_, at) => at + 1))
})

const byVersion = (db: Db, direction: string) =>
  searchModels(db, { order_by: [`version ${direction}`] }).registered_models?.map(({ name }) => name)

const model = (name: string) =>
  `INSERT INTO registered_models (name, creation_timestamp, last_updated_timestamp, description, last_version)
   VALUES ('${name}', 1, 2, 'of ${name}', 9);`
const version = (name: string, number: number) =>
  `INSERT INTO model_versions (name, version, creation_timestamp, last_updated_timestamp, source, storage_location)
   VALUES ('${name}', ${number}, 3, 4, 's3://b/m', 's3://b/m');`

test('an older database keeps its rows, and its models can be ordered by highest version', async () => {
  const names = ['few', 'many', 'none', 'same'].map(model)
  const numbers = [version('few', 2), version('many', 1), version('many', 7), version('same', 2)]
  const db = openDb(madeBy(5, [...names, ...numbers].join('')))
  expect(db.all('SELECT name, creation_timestamp, description, last_version FROM registered_models')).toHaveLength(4)
  expect(searchModels(db, { filter: "name = 'few'" }).registered_models).toMatchObject([
    {
      name: 'few',
      creation_timestamp: 1,
      last_updated_timestamp: 2,
      description: 'of few',
      latest_versions: [{ version: '2' }],
    },
  ])
  expect(byVersion(db, 'DESC')).toEqual(['many', 'few', 'same', 'none'])
  expect(byVersion(db, 'ASC')).toEqual(['few', 'same', 'many', 'none'])

  await db.write(() => deleteVersion(db, { name: 'many', version: '7' }))
  expect(byVersion(db, 'DESC')).toEqual(['few', 'same', 'many', 'none'])
  await db.write(() => createVersion(db, { name: 'none', source: 's3://b/m' }))
  expect(byVersion(db, 'DESC')).toEqual(['none', 'few', 'same', 'many'])
  db.close()
})

test('a model whose versions are all deleted has no highest version', async () => {
  const db = openDb(':memory:')
  await db.write(() => {
    createModel(db, 'a')
    for (let i = 0; i < 3; i++) createVersion(db, { name: 'a', source: 's3://b/m' })
    for (const version of ['3', '1', '2']) deleteVersion(db, { name: 'a', version })
  })
  expect(db.get('SELECT newest_version FROM registered_models')).toEqual({ newest_version: null })
})

test('models of an older database are found, in turns that let other writes pass', async () => {
  const many = Array.from({ length: 300 }, (_, at) => `model-${at}`)
  const db = openDb(madeBy(5, ['first', 'gone', ...many].map((name) => model(name)).join('')))
  const left = () => db.lists('SELECT name FROM models_without_texts').length
  expect(left()).toBe(302)
  const { call } = openTestApp({}, db)
  await call('createModel', { name: 'created' })
  expect(left()).toBeGreaterThan(0)
  expect(db.all('SELECT * FROM stale_texts')).toEqual([])
  const find = async (word: string) => (await call('findModels', { words: [word] })).total
  await call('renameModel', { name: 'model-0', new_name: 'second' })
  await call('deleteModel', { name: 'model-1' })
  expect(await Promise.all(['of model', 'first', 'created', 'of model-299'].map(find))).toEqual([299, 1, 1, 1])
  expect(left()).toBe(0)
  const found = await call('findModels', { words: ['of model-0'] })
  expect(found.found.map(({ registered_model: { name } }) => name)).toEqual(['second'])
  expect(await find('model-1')).toBe(110)
  db.close()
})

test('a database that is closed before all texts are written goes on at the next start', async () => {
  const path = madeBy(5, Array.from({ length: 300 }, (_, at) => model(`model-${at}`)).join(''))
  const first = openDb(path)
  const { call } = openTestApp({}, first)
  await call('createModel', { name: 'created' })
  first.close()
  await new Promise((resolve) => setImmediate(resolve))
  await expect(first.write(() => {})).rejects.toThrow('The database is closed')
  const db = openDb(path)
  expect(db.lists('SELECT name FROM models_without_texts').length).toBeGreaterThan(0)
  const { total } = await openTestApp({}, db).call('findModels', { words: ['of model'] })
  expect(total).toBe(300)
  expect((await openTestApp({}, db).call('findModels', { words: ['created'] })).total).toBe(1)
  db.close()
})

const text = (name: string, folded: string) =>
  `INSERT INTO model_texts (name, kind, text) VALUES ('${name}', 'name', '${folded}');`

test('texts that were folded otherwise are written anew, and no others', async () => {
  const names = ['Łódź', 'Straße', 'décor']
  const made = names.map(
    (name) =>
      `INSERT INTO registered_models (name, creation_timestamp, last_updated_timestamp) VALUES ('${name}', 1, 2);`,
  )
  const rows = [...made, text('Łódź', 'łodz'), text('Straße', 'straße'), text('décor', 'decor')]
  const db = openDb(madeBy(26, `${rows.join('')} DELETE FROM stale_texts`))
  expect(db.lists('SELECT name FROM models_without_texts').flat().toSorted()).toEqual(['Straße', 'Łódź'])
  const { call } = openTestApp({}, db)
  const find = async (word: string) => (await call('findModels', { words: [word] })).found.length
  expect(await Promise.all(['lodz', 'strasse', 'decor', 'łodz'].map(find))).toEqual([1, 1, 1, 1])
})

test('models of an older database are found by each of their versions, whose texts are written in turns', async () => {
  const versions = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
    INSERT INTO model_versions (name, version, creation_timestamp, last_updated_timestamp, source, storage_location, description)
    SELECT 'many', i, 1, 2, 's3://b/m', 's3://b/m', 'told ' || i FROM n;`
  const db = openDb(madeBy(29, `${model('many')} ${versions} ${version('many', 1001)} ${model('none')}`))
  expect(db.lists('SELECT name FROM models_without_texts')).toEqual([['many']])
  const written = () =>
    db.get<{ texts: number }>("SELECT count(*) AS texts FROM model_texts WHERE kind LIKE 'versions %'")
  const { call } = openTestApp({}, db)
  const turns: number[] = []
  while (db.get('SELECT 1 FROM models_without_texts')) {
    await call('createModel', { name: `created meanwhile ${turns.length}` })
    turns.push(written()!.texts)
  }
  expect(turns.at(-1)).toBe(1000)
  expect(turns.filter((texts) => texts > 0 && texts < 1000).length).toBeGreaterThan(3)
  const { found } = await call('findModels', { words: ['told 777'] })
  expect(found.map(({ where }) => where)).toEqual(['Version 777 told 777'])
  db.close()
})

const account = (name: string, created: number) =>
  `INSERT INTO accounts (name, folded, kind, role, created) VALUES ('${name}', '${name}', 'person', 'reader', ${created});`
const event = (number: number, user: string) =>
  `INSERT INTO review_events (log, number, time, user, data) VALUES (1, ${number}, 100, '${user}', '{"kind":"created"}');`

test('what was done under the name of an account that signs in is told from what was done under it before', async () => {
  const rows = [account('ann', 100), account('bob', 101), 'INSERT INTO review_logs (id) VALUES (1);']
  const db = openDb(madeBy(31, [...rows, event(1, 'ann'), event(2, 'bob'), event(3, 'shell')].join('')))
  expect(eventsOf(db, 1)).toEqual([
    { number: 1, time: 100, user: 'ann', kind: 'created', verified: true },
    { number: 2, time: 100, user: 'bob', kind: 'created' },
    { number: 3, time: 100, user: 'shell', kind: 'created' },
  ])
  db.close()
})

test('an older database keeps its logs and the requests that are open', async () => {
  const asks = [1, 2].map(
    (number) => `INSERT INTO review_events (log, number, time, user, version, data) VALUES (1, ${number}, 100, 'ann', 1,
      '{"kind":"requested","version":"1","from_stage":"None","to_stage":"Staging"}');
      INSERT INTO open_requests VALUES (1, ${number}, 1, 'Staging');`,
  )
  const rows = [
    'INSERT INTO review_logs (id) VALUES (1);',
    model('tides'),
    version('tides', 1),
    ...asks,
    event(3, 'bob'),
  ]
  const db = openDb(madeBy(42, [...rows, 'UPDATE registered_models SET review_log = 1'].join('')))
  expect(eventsOf(db, 1).map(({ number, user, kind }) => [number, user, kind])).toEqual([
    [1, 'ann', 'requested'],
    [2, 'ann', 'requested'],
    [3, 'bob', 'created'],
  ])
  expect([...listInbox(db, { verified: false })].map(({ id }) => id)).toEqual(['1.1', '1.2'])
  await db.write(() => rejectRequest(db, { name: 'tides', version: '1', stage: 'Staging' }, 'bob'))
  expect([...listInbox(db, { verified: false })].map(({ id }) => id)).toEqual(['1.2'])
  await db.write(() => {
    db.run('UPDATE registered_models SET review_log = NULL')
    db.run('DELETE FROM review_logs')
  })
  expect(db.all('SELECT 1 FROM review_events UNION ALL SELECT 1 FROM open_requests')).toEqual([])
  db.close()
})
