import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openDb } from './db.ts'
import { openReadOnly, openSeen, seenThrough, type Viewer } from './seen.ts'
import { createAccount } from './store/accounts/accounts.ts'
import { levels } from './store/accounts/level-words.ts'
import { setLevel } from './store/accounts/levels.ts'
import { createModel } from './store/registry/models.ts'

const folder = mkdtempSync(join(tmpdir(), 'modelshelf-'))
const path = join(folder, 'modelshelf.db')
const db = openDb(path)
const sqlite = openReadOnly(path)
afterAll(() => {
  sqlite.close()
  db.close()
  rmSync(folder, { recursive: true })
})

test('what is closed stays hidden after a transaction of reads was rolled back', async () => {
  const reader = await db.write(() => {
    createModel(db, 'closed')
    setLevel(db, { kind: 'model', name: 'closed' }, { holder: 'everybody' }, levels.none, 'test')
    return createAccount(db, { name: 'kim', role: 'reader' }, 'test')
  })
  const seen = seenThrough(sqlite)
  const names = () => seen.by(reader).all('SELECT name FROM registered_models')
  sqlite.exec('BEGIN')
  expect(names()).toEqual([])
  // As SQLite itself does when it has no memory or can't read the file.
  sqlite.exec('ROLLBACK')
  expect(names()).toEqual([])
  await db.write(() => setLevel(db, { kind: 'model', name: 'closed' }, { holder: 'everybody' }, undefined, 'test'))
  expect(names()).toEqual([{ name: 'closed' }])
})

test('what is closed is closed from the next turn on, and lists that were just made are not made again', async () => {
  const on = { kind: 'model', name: 'shut later' } as const
  const reader = await db.write(() => {
    createModel(db, on.name)
    return createAccount(db, { name: 'lou', role: 'reader' }, 'test')
  })
  const seen = openSeen(path)
  const isSeen = () => seen.by(reader).get('SELECT 1 FROM registered_models WHERE name = ?', on.name) !== undefined
  for (const level of [levels.none, undefined, levels.none]) {
    expect([isSeen(), isSeen()]).toEqual(level === levels.none ? [true, true] : [false, false])
    await db.write(() => setLevel(db, on, { holder: 'everybody' }, level, 'test'))
  }
  expect(isSeen()).toBe(false)
  seen.close()
})

test('a level that another process gives counts for the next request, whose revision was read with that of accounts', async () => {
  const on = { kind: 'model', name: 'shut elsewhere' } as const
  const other = openDb(path)
  const [one, two] = await db.write(() => {
    createModel(db, on.name)
    return ['pam', 'ron'].map((name) => createAccount(db, { name, role: 'reader' }, 'test'))
  })
  const seen = openSeen(path)
  const isSeen = (who: Viewer) => {
    seen.accountRevision()
    return seen.by(who).get('SELECT 1 FROM registered_models WHERE name = ?', on.name) !== undefined
  }
  const both = () => [isSeen(one!), isSeen(two!), isSeen(one!)]
  for (const level of [levels.none, undefined]) {
    expect(both()).toEqual(level === levels.none ? [true, true, true] : [false, false, false])
    await other.write(() => setLevel(other, on, { holder: 'everybody' }, level, 'test'))
  }
  expect(both()).toEqual([true, true, true])
  seen.close()
  other.close()
})

test('an admin sees what is closed, and writes nothing through what is only for reading', async () => {
  const admin = await db.write(() => createAccount(db, { name: 'root', role: 'admin' }, 'test'))
  const seen = openSeen(path)
  const all = seen.by(admin)
  expect(all.get('SELECT name FROM registered_models WHERE name = ?', 'shut later')).toEqual({ name: 'shut later' })
  const write = 'UPDATE registered_models SET name = ? WHERE name = ? RETURNING name'
  expect([all.run(write, 'x', 'shut later'), all.get(write, 'x', 'shut later')]).toEqual([0, undefined])
  expect(() => all.all(write, 'x', 'shut later')).toThrow('readonly')
  await expect(all.write(() => 1)).rejects.toThrow('read-only')
  seen.close()
})

test('each sees what is theirs, also after a rollback took back who read last', async () => {
  const [one, other] = await db.write(() => {
    createModel(db, 'for one')
    const both = ['max', 'eva'].map((name) => createAccount(db, { name, role: 'reader' }, 'test'))
    setLevel(db, { kind: 'model', name: 'for one' }, { holder: 'everybody' }, levels.none, 'test')
    setLevel(db, { kind: 'model', name: 'for one' }, { holder: 'account', name: 'max' }, levels.read, 'test')
    return both
  })
  const connection = openReadOnly(path)
  const seen = seenThrough(connection)
  const sees = (viewer = one!) =>
    seen.by(viewer).get("SELECT 1 FROM registered_models WHERE name = 'for one'") !== undefined
  const both = () => expect([sees(one), sees(other), sees(other), sees(one)]).toEqual([true, false, false, true])
  both()
  for (const end of ['ROLLBACK', 'COMMIT'])
    for (const last of [one, other]) {
      connection.exec('BEGIN')
      both()
      sees(last)
      connection.exec(end)
      expect(sees(other)).toBe(false)
      both()
    }
  connection.close()
})

test('what is closed stays hidden from others when lists cannot be made anew', async () => {
  const on = { kind: 'model', name: 'kept shut' } as const
  const [mo, nia] = await db.write(() => {
    createModel(db, on.name)
    setLevel(db, on, { holder: 'everybody' }, levels.none, 'test')
    const create = (name: string) => createAccount(db, { name, role: 'reader' }, 'test')
    return [create('mo'), create('nia')] as const
  })
  const own = openReadOnly(path)
  const seen = seenThrough(own)
  const isSeenBy = (who: Viewer) =>
    seen.by(who).get('SELECT 1 FROM registered_models WHERE name = ?', on.name) !== undefined
  expect(isSeenBy(mo)).toBe(false)
  // So many rows that all lists are made anew, which fails in the middle, as it may if there is no space on the disk.
  own.exec(`UPDATE closed_lists SET models = 1e9; INSERT INTO closed_experiments VALUES (-1, -1);
    CREATE TEMP TRIGGER full BEFORE DELETE ON closed_experiments BEGIN SELECT RAISE(ABORT, 'disk full'); END`)
  expect(() => isSeenBy(nia)).toThrow('disk full')
  own.exec('DROP TRIGGER full')
  expect([isSeenBy(mo), isSeenBy(nia)]).toEqual([false, false])
  own.close()
})
