import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openDb } from './db.ts'
import { openReadOnly, seenThrough, type Viewer } from './seen.ts'
import { createAccount } from './store/accounts/accounts.ts'
import { createGroup, joinGroup, leaveGroup } from './store/accounts/groups.ts'
import { levels } from './store/accounts/level-words.ts'
import { type Holder, levelOn, setLevel } from './store/accounts/levels.ts'
import { createExperiment } from './store/experiments/experiments.ts'
import { createModel, deleteModel, renameModel } from './store/registry/models.ts'

const folder = mkdtempSync(join(tmpdir(), 'modelshelf-'))
const path = join(folder, 'modelshelf.db')
const db = openDb(path)
db.get('PRAGMA synchronous = OFF')
const sqlite = openReadOnly(path)
const seen = seenThrough(sqlite)
afterAll(() => {
  sqlite.close()
  db.close()
  rmSync(folder, { recursive: true })
})

const MODELS = 500
const model = (at: number) => ({ kind: 'model', name: `model ${at}` }) as const
const everybody: Holder = { holder: 'everybody' }
const kim: Holder = { holder: 'account', name: 'kim' }

const [one, other] = await db.write(() => {
  for (let at = 0; at < MODELS; at++) {
    createModel(db, model(at).name)
    setLevel(db, model(at), everybody, levels.none, 'test')
  }
  createGroup(db, 'tides', 'test')
  return ['kim', 'lou'].map((name) => createAccount(db, { name, role: 'reader' }, 'test'))
})

const namesOf = (by: typeof seen, who: Viewer) =>
  by
    .by(who)
    .lists<[name: string]>('SELECT name FROM registered_models UNION ALL SELECT name FROM experiments ORDER BY 1')
    .flat()

/** How many rows of its own tables the connection writes. */
function writtenBy(read: () => unknown): number {
  const before = written()
  read()
  return written() - before
}

const written = () => (sqlite.prepare('SELECT total_changes() AS total').get() as { total: number }).total

test('a change of one level is followed in the list of each account, which is not made anew', async () => {
  expect(writtenBy(() => namesOf(seen, one!))).toBeGreaterThan(MODELS)
  namesOf(seen, other!)
  await db.write(() => setLevel(db, model(7), kim, levels.read, 'test'))
  expect(writtenBy(() => expect(namesOf(seen, one!)).toContain('model 7'))).toBeLessThan(20)
  expect(writtenBy(() => expect(namesOf(seen, other!)).not.toContain('model 7'))).toBeLessThan(20)
})

test.each<[what: string, change: () => unknown]>([
  ['a level is given', () => setLevel(db, model(1), everybody, levels.read, 'test')],
  ['a level is taken away', () => setLevel(db, model(1), everybody, undefined, 'test')],
  ['one person is kept out', () => setLevel(db, model(1), kim, levels.none, 'test')],
  ['a group gets a level', () => setLevel(db, model(2), { holder: 'group', name: 'tides' }, levels.edit, 'test')],
  ['somebody comes into the group', () => joinGroup(db, 'tides', 'kim', 'test')],
  ['somebody of the group is kept out', () => setLevel(db, model(2), kim, levels.none, 'test')],
  ['a closed model is renamed', () => renameModel(db, model(3).name, 'renamed')],
  [
    'a model takes the name of a closed one that is gone',
    () => (deleteModel(db, 'model 4'), createModel(db, 'model 4')),
  ],
  ['an experiment is closed', () => closeExperiment('shut')],
  ['very many levels are given', () => forMany(levels.read)],
  ['few are taken away', () => forMany(undefined, 20)],
  ['somebody leaves the group', () => leaveGroup(db, 'tides', 'kim', 'test')],
])('each sees after it what a new list would show: %s', async (_, change) => {
  await db.write(change)
  const connection = openReadOnly(path)
  const fresh = seenThrough(connection)
  const models = db.lists<[name: string]>('SELECT name FROM registered_models').flat()
  for (const who of [one!, other!]) {
    const shown = namesOf(seen, who)
    expect(shown).toEqual(namesOf(fresh, who))
    const mayRead = models.filter((name) => levelOn(db, who, { kind: 'model', name }) > levels.none)
    expect(shown.filter((name) => models.includes(name)).toSorted()).toEqual(mayRead.toSorted())
  }
  connection.close()
})

function closeExperiment(name: string) {
  const id = createExperiment(db, { name }, [])
  setLevel(db, { kind: 'experiment', id: Number(id) }, everybody, levels.none, 'test')
}

function forMany(level: typeof levels.read | undefined, count = MODELS - 10) {
  for (let at = 10; at < 10 + count; at++) setLevel(db, model(at), kim, level, 'test')
}
