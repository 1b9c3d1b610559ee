import { beforeEach, expect, test } from 'vitest'
import { type Db, openDb } from '../../db.ts'
import { createAccount, deleteAccount, findAccount } from './accounts.ts'
import { createExternal } from './external.ts'

let db: Db
beforeEach(() => {
  db = openDb(':memory:')
})
const create = (name: string) => db.write(() => createAccount(db, { name, role: 'reader' }, 'test'))
const from = (subject: string, name: string) =>
  db.write(() => createExternal(db, { issuer: 'x', subject, names: [name, subject], by: 'Example' }, 'reader').name)
const taken = { code: 'RESOURCE_ALREADY_EXISTS' }

test.each([
  ['ann', 'ANN'],
  ['ann', 'аnn'], // Cyrillic а
  ['peach', 'реасһ'], // Cyrillic only
  ['HANA', 'ΗΑΝΑ'], // Greek capitals
  ['ova', 'ονα'], // Greek
  ['ann', 'ａｎｎ'], // full width
  ['ann', '𝐚𝐧𝐧'], // mathematical
  ['zoë', 'zoe\u0308'], // an accent of its own
  ['ann lee', 'ann\u00a0lee'],
  ['ann lee', 'ann  lee'],
  ['ann', 'a\u200dnn'], // a joiner
  ['ﬁn', 'fin'], // a ligature
  ['ali', 'alı'], // without its dot
])('after %s, %s is taken, also once the former is deleted', async (first, second) => {
  await create(first)
  await expect(create(second)).rejects.toMatchObject(taken)
  await create('root').catch(() => undefined)
  await db.write(() => deleteAccount(db, first, 'test'))
  await expect(create(second)).rejects.toMatchObject(taken)
})

test.each([
  ['ann', 'anna'],
  ['zoe', 'zoë'],
  ['анна', 'анно'],
  ['иван', 'ivan'],
  ['αννα', 'anna'],
  ['علی‌رضا', 'رضا'],
])('%s and %s are two people', async (first, second) => {
  await create(first)
  await create(second)
  expect([findAccount(db, first)?.name, findAccount(db, second)?.name]).toEqual([first, second])
})

test.each([
  'ann\u202e',
  '\u200bann',
  'a\u00adnn',
  'ann\u2028',
  'ann\ufeff',
  'an\ue000n',
  'ann\u{e0041}',
  'a:b',
  'a\nb',
  ' a',
])('no account is called %j', async (name) => {
  await expect(create(name)).rejects.toMatchObject({ code: 'INVALID_PARAMETER_VALUE' })
})

test.each(['shell', 'Unknown', 'ＳＨＥＬＬ', 'admin-password-file'])(
  '%s acts in the audit log without an account, and is nobody’s name',
  (name) => expect(create(name)).rejects.toMatchObject(taken),
)

test('somebody from elsewhere who looks like another gets a name that shows where from', async () => {
  await create('ann')
  expect(await from('1', 'аnn')).toBe('аnn (Example)')
  expect(await from('2', 'ann')).toBe('ann (Example 2)')
  expect(await from('3', 'ann\u202e')).toBe('3')
  expect(await from('4', 'shell')).toBe('shell (Example)')
})

test('an account is found whichever way its accent is typed', async () => {
  await create('zoe\u0308')
  expect(findAccount(db, 'ZOË')?.name).toBe('zoe\u0308')
  db.run(`UPDATE accounts SET folded = 'zoe' || char(776)`) // as it was stored before
  expect(findAccount(db, 'Zoe\u0308')?.name).toBe('zoe\u0308')
})
