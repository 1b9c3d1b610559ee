import { expect, test } from 'vitest'
import { openDb } from '../db.ts'
import { createAccount, deactivateAccount } from '../store/accounts/accounts.ts'
import { hashPassword } from '../store/accounts/passwords.ts'
import { refusalsIn } from './refusals.ts'
import { signInWith } from './sign-in.ts'

test('a wrong password takes as much work whether the account exists, has a password, or not', async () => {
  const db = openDb(':memory:')
  const password = await hashPassword('a long enough sentence')
  await db.write(() => {
    createAccount(db, { name: 'ann', role: 'contributor', password }, 'test')
    createAccount(db, { name: 'invited', role: 'contributor' }, 'test')
    createAccount(db, { name: 'ci', role: 'contributor', kind: 'service' }, 'test')
    createAccount(db, { name: 'gone', role: 'contributor', password }, 'test')
    deactivateAccount(db, 'gone', 'test')
  })
  const { byPassword } = signInWith(db, refusalsIn(db))
  /** Processor time, also that of the threads that hash, because on a busy machine the clock tells nothing. In ms. */
  const work = { ann: 0, invited: 0, ci: 0, gone: 0, nobody: 0 }
  const names = Object.keys(work) as (keyof typeof work)[]
  const ask = async (name: string, round: number) => {
    const before = process.cpuUsage()
    expect(await byPassword(name, `wrong ${round}`, `192.0.2.${round}`)).toBeUndefined()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  }
  for (const name of names) await ask(name, 0) // the first ones also load code
  for (const round of [1, 2, 3]) for (const name of names) work[name] += await ask(name, round)
  for (const name of names)
    expect([name, work[name] > work.ann / 2, work[name] < work.ann * 2]).toEqual([name, true, true])
  db.close()
})
