import { copyFileSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type Db, openDb } from '../../db.ts'
import { openSeen, type SeenData } from '../../seen.ts'
import {
  activateAccount,
  createAccount,
  deactivateAccount,
  deleteAccount,
  findAccount,
  setPassword,
  setRole,
} from './accounts.ts'
import { endListed, endSession, holderOfSession, startSession } from './sessions.ts'
import { createToken, holderOfToken, listTokens, revokeToken } from './tokens.ts'

// A token or session that was just let in is not let in again once anything about it has changed, whoever changed it.

let db: Db
/** The same file as another process has it open, such as `modelshelf token revoke`. */
let other: Db
/** Where requests read the revision. */
let seen: SeenData
let token: string
let session: string

const folder = mkdtempSync(join(tmpdir(), 'modelshelf-'))
const template = join(folder, 'template.db')

beforeAll(async () => {
  db = openDb(template)
  await db.write(() => {
    createAccount(db, { name: 'root', role: 'admin', password: 'x' }, 'test') // who can get in when ada cannot
    const { id } = createAccount(db, { name: 'ada', role: 'admin' }, 'test')
    token = createToken(db, 'ada', { name: 'CI', scope: 'all', days: 1 }, 'test')
    session = startSession(db, id, '')
  })
  db.close()
})

let copies = 0
beforeEach(() => {
  const path = join(folder, `${(copies += 1)}.db`)
  copyFileSync(template, path)
  ;[db, other, seen] = [openDb(path), openDb(path), openSeen(path)]
  for (let turn = 0; turn < 2; turn += 1) expect(letIn()).toEqual(['admin', 'admin'])
})

const letIn = (revision?: number) => [
  holderOfToken(db, token, Date.now(), revision)?.role,
  holderOfSession(db, session, Date.now(), revision)?.role,
]

type Change = (by: Db) => unknown
const changes: [string, Change, (string | undefined)[]][] = [
  ['revoking the token', (by) => revokeToken(by, 'ada', listTokens(by, 'ada')[0]!.id, 'test'), [undefined, 'admin']],
  ['an earlier end of the token', (by) => by.run('UPDATE tokens SET expires = 1'), [undefined, 'admin']],
  ['deleting the token', (by) => by.run('DELETE FROM tokens'), [undefined, 'admin']],
  ['signing out', (by) => endSession(by, session), ['admin', undefined]],
  ['ending all other sessions', (by) => endListed(by, findAccount(by, 'ada')!, 'another'), ['admin', undefined]],
  ['another password', (by) => setPassword(by, 'ada', 'x', 'test'), ['admin', undefined]],
  ['another role', (by) => setRole(by, 'ada', 'reader', 'test'), ['reader', 'reader']],
  ['deactivating', (by) => deactivateAccount(by, 'ada', 'test'), [undefined, undefined]],
  [
    'activating again',
    (by) => {
      deactivateAccount(by, 'ada', 'test')
      activateAccount(by, 'ada', 'test')
    },
    [undefined, undefined],
  ],
  ['deleting the account', (by) => deleteAccount(by, 'ada', 'test'), [undefined, undefined]],
]

test.each(changes)('%s counts at once, also from another process', async (_what, change, after) => {
  expect(letIn(seen.accountRevision())).toEqual(['admin', 'admin'])
  await other.write(() => change(other))
  expect(letIn(seen.accountRevision())).toEqual(after)
})

test.each(changes)('%s counts at once, also after the same was undone in a rollback', async (_what, change, after) => {
  const undone = new Error('undone')
  await expect(
    db.write(() => {
      change(db)
      letIn() // nothing reads here, but if it did
      throw undone
    }),
  ).rejects.toBe(undone)
  expect(letIn()).toEqual(['admin', 'admin'])
  await db.write(() => change(db))
  expect(letIn(seen.accountRevision())).toEqual(after)
})

test('time counts without a change', () => {
  const later = Date.now() + 24 * 60 * 60 * 1000 + 1
  expect(holderOfToken(db, token, later)).toBeUndefined()
  expect(holderOfSession(db, session, later)).toBeDefined()
  expect(holderOfSession(db, session, later + 15 * 24 * 60 * 60 * 1000)).toBeUndefined()
})

const startedBefore = (age: number) =>
  db.write(() => db.run('UPDATE sessions SET created = ?, used = ?', Date.now() - age, Date.now()))
const isIn = () => holderOfSession(db, session) !== undefined

test('a session lasts 90 days at most however much it is used, and one of an identity provider a day', async () => {
  const day = 24 * 60 * 60 * 1000
  for (const [longest, issuer] of [
    [90 * day, null],
    [day, 'https://id.example'],
  ] as const) {
    await db.write(() => db.run("UPDATE accounts SET issuer = ?, subject = 'u' WHERE name = 'ada'", issuer))
    await startedBefore(longest - 60_000)
    expect(isIn()).toBe(true)
    await startedBefore(longest + 1)
    expect(isIn()).toBe(false)
  }
})

test.each(['deactivating', 'deleting the account'])('%s leaves no session, and no token that counts', async (what) => {
  await db.write(() => changes.find(([name]) => name === what)?.[1](db))
  expect(db.all('SELECT 1 FROM sessions')).toEqual([])
  expect(db.all('SELECT 1 FROM tokens WHERE revoked IS NULL')).toEqual([])
})

test('a use that could not be noted is noted with the next request', async () => {
  await db.write(() => undefined) // the first use is noted
  const later = Date.now() + 120_000
  db.run("CREATE TEMP TRIGGER no_room BEFORE UPDATE ON tokens BEGIN SELECT raise(ABORT, 'disk full'); END")
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  expect(holderOfToken(db, token, later)).toBeDefined()
  await vi.waitFor(() => expect(said).toHaveBeenCalledOnce())
  said.mockRestore()
  db.run('DROP TRIGGER no_room')
  expect(holderOfToken(db, token, later)).toBeDefined()
  await db.write(() => undefined)
  expect(listTokens(db, 'ada')[0]?.used).toBe(later)
})

test('a token taken away from the shell while a thread writes does not pass for one of the new revision', async () => {
  const shell = new DatabaseSync(join(folder, `${copies}.db`))
  await db.aside(async () => {
    db.get('SELECT 1 FROM accounts') // this turn goes on reading here what was there before
    shell.exec('DELETE FROM tokens; DELETE FROM sessions')
    letIn(seen.accountRevision())
  })
  letIn(seen.accountRevision())
  shell.close()
  await nextTurn()
  expect(letIn(seen.accountRevision())).toEqual([undefined, undefined])
})
