import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openDb } from './db.ts'
import { openReadOnly, seenThrough } from './seen.ts'
import { createAccount } from './store/accounts/accounts.ts'
import { levels, setLevel } from './store/accounts/levels.ts'
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
