import { beforeEach, expect, test } from 'vitest'
import { type Db, openDb } from '../../db.ts'
import { foldCase } from '../../fold-case.ts'
import { createAccount, deleteAccount, setPassword } from './accounts.ts'
import { hashPassword } from './passwords.ts'

const hash = await hashPassword('a long enough sentence')
let db: Db

beforeEach(() => void (db = openDb(':memory:')))

test('names are not used again, in any case', async () => {
  await db.write(() => createAccount(db, { name: 'Zoë', role: 'reader' }, 'test'))
  await db.write(() => deleteAccount(db, 'Zoë', 'test'))
  for (const name of ['Zoë', 'ZOË', foldCase('Zoë')])
    await expect(db.write(() => createAccount(db, { name, role: 'reader' }, 'test'))).rejects.toMatchObject({
      code: 'RESOURCE_ALREADY_EXISTS',
    })
})

test('the last admin stays', async () => {
  await db.write(() => {
    createAccount(db, { name: 'root', role: 'admin', password: hash }, 'test')
    // Neither can sign in.
    createAccount(db, { name: 'robot', role: 'admin', kind: 'service' }, 'test')
    createAccount(db, { name: 'invited', role: 'admin' }, 'test')
  })
  const remove = (name: string) => db.write(() => deleteAccount(db, name, 'test'))
  await expect(remove('root')).rejects.toMatchObject({ code: 'RESOURCE_CONFLICT' })
  await remove('robot')
  await db.write(() => setPassword(db, 'invited', hash, 'test'))
  await remove('root')
  await expect(remove('invited')).rejects.toMatchObject({ code: 'RESOURCE_CONFLICT' })
})
