import { beforeEach, expect, test } from 'vitest'
import { type Db, openDb } from '../db.ts'
import {
  createAccount,
  deactivateAccount,
  deleteAccount,
  endSessions,
  setPassword,
} from '../store/accounts/accounts.ts'
import { listAudit } from '../store/accounts/audit.ts'
import { hashPassword } from '../store/accounts/passwords.ts'
import { LONGEST_SESSION_MS, listSessions, SESSION_MS, startSession } from '../store/accounts/sessions.ts'
import { createToken, listTokens, revokeToken } from '../store/accounts/tokens.ts'
import { limitAttempts } from './attempts.ts'
import { refusalsIn } from './refusals.ts'
import { signInWith } from './sign-in.ts'

const PASSWORD = 'a long enough sentence'
const hash = await hashPassword(PASSWORD)
let db: Db
let time: number
let signIn: ReturnType<typeof signInWith>['by']
let account: number

beforeEach(async () => {
  db = openDb(':memory:')
  time = Date.now()
  signIn = signInWith(db, refusalsIn(db), () => time).by
  account = await db.write(() => createAccount(db, { name: 'Zoë', role: 'contributor', password: hash }, 'test').id)
})

const basic = (name: string, secret: string) => `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`
const from = (authorization: string, address = '192.0.2.1') => signIn({ authorization, addressOf: () => address })
const token = (days = 1, scope: 'read' | 'log' | 'all' = 'log') =>
  db.write(() => createToken(db, 'Zoë', { name: 'CI', scope, days }, 'test'))

test('accepts the password with the name in any case, and nothing else', async () => {
  expect(await from(basic('Zoë', PASSWORD))).toMatchObject({ name: 'Zoë', role: 'contributor', scope: 'all' })
  expect(await from(basic('ZOË', PASSWORD))).toMatchObject({ name: 'Zoë' })
  expect(await from(basic('Zoe\u0308', PASSWORD))).toMatchObject({ name: 'Zoë' })
  for (const wrong of [
    basic('Zoë', `${PASSWORD} `),
    basic('Zoe', PASSWORD),
    basic('', PASSWORD),
    basic('Zoë', ''),
    `Bearer ${PASSWORD}`,
    `Digest ${PASSWORD}`,
    'Basic',
    'Basic %%%',
    hash,
    basic('Zoë', hash),
  ])
    expect([wrong, await from(wrong, wrong)]).toEqual([wrong, undefined])
  expect(await signIn({ addressOf: () => '' })).toBeUndefined()
})

const entries = () => listAudit(db, 9).map(({ actor, action, detail }) => [actor, action, detail])

test('the audit log says who signs in with a password in each request, once an hour for an address', async () => {
  for (let i = 0; i < 3; i++) {
    await from(basic('Zoë', PASSWORD))
    time += 10 * 60_000 // so that the password is checked anew
  }
  await db.write(() => undefined)
  expect(entries().filter(([, action]) => action === 'signed-in')).toMatchObject([
    ['Zoë', 'signed-in', { address: '192.0.2.1', by: 'a password in each request' }],
  ])
})

test('the audit log still tells of guesses that are slowed down', async () => {
  for (let i = 0; i < 5; i++) await from(basic('Zoë', 'guess'))
  await expect(from(basic('Zoë', 'guess'))).rejects.toMatchObject({ code: 'REQUEST_LIMIT_EXCEEDED' })
  await db.write(() => undefined)
  expect(entries()[0]).toMatchObject(['Zoë', 'sign-in-failed', { why: 'after too many failures' }])
})

test('a password that was right is forgotten with the next one', async () => {
  expect(await from(basic('Zoë', PASSWORD))).toBeDefined()
  const next = await hashPassword('another long sentence')
  await db.write(() => setPassword(db, 'Zoë', next, 'test'))
  expect(await from(basic('Zoë', PASSWORD))).toBeUndefined()
  expect(await from(basic('Zoë', 'another long sentence'))).toBeDefined()
  await db.write(() => deleteAccount(db, 'Zoë', 'test'))
  expect(await from(basic('Zoë', 'another long sentence'))).toBeUndefined()
})

test.each([
  ['changed', (next: string) => setPassword(db, 'Zoë', next, 'test')],
  ['taken away', () => deactivateAccount(db, 'Zoë', 'test')],
  ['deleted with its account', () => deleteAccount(db, 'Zoë', 'test')],
])('a password that is %s while it is checked lets no request in', async (_what, end) => {
  const next = await hashPassword('another long sentence')
  const checking = from(basic('Zoë', PASSWORD))
  await db.write(() => void end(next))
  expect(await checking).toBeUndefined()
})

test('many requests at once with the right password are all let in', async () => {
  const found = await Promise.all(Array.from({ length: 40 }, () => from(basic('Zoë', PASSWORD))))
  expect(found.every((who) => who?.id === account)).toBe(true)
})

test.each(['Zoë', 'nobody'])('slows down guesses for %s, whether there is one or not', async (name) => {
  const guess = () => from(basic(name, 'guess'), `198.51.100.${Math.random()}`)
  for (let tries = 0; tries < 5; tries += 1) expect(await guess()).toBeUndefined()
  await expect(guess()).rejects.toMatchObject({ status: 429 })
  time += 1000
  expect(await guess()).toBeUndefined()
  time += 1000
  await expect(guess()).rejects.toMatchObject({ status: 429 }) // two seconds now
  time += 1000
  expect(await guess()).toBeUndefined()
})

test('the delay grows to 15 minutes, and failures are forgotten after an hour', () => {
  const attempts = limitAttempts(() => time)
  let tries = 0
  const guess = () => attempts.begin('Zoë', `198.51.100.${(tries += 1)}`)
  /** How long after the last guess the next one is heard, in seconds. */
  const delay = () => {
    for (let seconds = 0; ; seconds += 1)
      try {
        guess()
        return seconds
      } catch {
        time += 1000
      }
  }
  for (let i = 0; i < 5; i += 1) guess()
  expect(Array.from({ length: 12 }, delay)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900])
  time += 60 * 60_000
  expect(delay()).toBe(0) // an hour to the second is not over yet
  expect(delay()).toBe(900)
  time += 60 * 60_000 + 1
  expect(Array.from({ length: 6 }, delay)).toEqual([0, 0, 0, 0, 0, 1])
})

test('counts guesses that are sent at the same time', async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => from(basic('Zoë', `guess ${i}`))))
  expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(15)
})

test('slows down an address that tries many names', async () => {
  for (let i = 0; i < 30; i += 1) await from(basic(`name ${i}`, 'guess'))
  await expect(from(basic('another', 'guess'))).rejects.toMatchObject({ status: 429 })
  expect(await from(basic('another', 'guess'), '192.0.2.2')).toBeUndefined()
})

test('all IPv6 addresses of one network are one address, and IPv4 is the same in both spellings', () => {
  const attempts = limitAttempts(() => time)
  const guess = (address: string) => attempts.begin(`name ${Math.random()}`, address)
  for (let i = 0; i < 30; i += 1) guess(`2001:db8:0:1::${i.toString(16)}`)
  for (const address of ['2001:db8:0:1:5:6:7:8', '2001:0db8:0000:0001::ffff', '2001:DB8:0:1::1%eth0'])
    expect(() => guess(address)).toThrow('Too many')
  guess('2001:db8:0:2::1')
  for (let i = 0; i < 30; i += 1) guess(`${i % 2 ? '' : '::ffff:'}203.0.113.7`)
  expect(() => guess('203.0.113.7')).toThrow('Too many')
})

test('names that are too long for an account share their attempts, and take no room', () => {
  const attempts = limitAttempts(() => time)
  for (let i = 0; i < 5; i += 1) attempts.begin(`${'x'.repeat(1000)}${i}`, `192.0.2.${i}`)
  expect(() => attempts.begin('x'.repeat(2000), '192.0.2.9')).toThrow('Too many')
})

test('accepts a token as Bearer or in place of the password, with the name of its owner only', async () => {
  const secret = await token()
  await db.write(() => createAccount(db, { name: 'other', role: 'admin' }, 'test'))
  for (const right of [`Bearer ${secret}`, basic('Zoë', secret), basic('', secret), `bearer ${secret}`])
    expect(await from(right)).toMatchObject({ name: 'Zoë', scope: 'log' })
  for (const wrong of [basic('other', secret), `Bearer ${secret}x`, `Bearer ${secret.slice(0, -1)}`])
    expect(await from(wrong)).toBeUndefined()
})

test('a token ends by expiring, by being revoked, and with its account', async () => {
  const [short, revoked, last] = [await token(), await token(3), await token(3)]
  const [, { id } = { id: 0 }] = listTokens(db, 'Zoë')
  await db.write(() => revokeToken(db, 'Zoë', id, 'test'))
  expect(await from(`Bearer ${revoked}`)).toBeUndefined()
  expect(await from(`Bearer ${short}`)).toBeDefined()
  time += 24 * 60 * 60 * 1000 + 1000
  expect(await from(`Bearer ${short}`)).toBeUndefined()
  expect(await from(`Bearer ${last}`)).toBeDefined()
  await db.write(() => deleteAccount(db, 'Zoë', 'test'))
  expect(await from(`Bearer ${last}`)).toBeUndefined()
})

test('stores no secret, and notes when a token is first used', async () => {
  const secret = await token()
  const session = await db.write(() => startSession(db, account, 'Firefox'))
  await from(`Bearer ${secret}`)
  await from(`Bearer ${secret}`)
  await db.write(() => undefined) // after the note
  expect(listTokens(db, 'Zoë')[0]?.used).toBe(time)
  expect(listAudit(db, 9).map(({ action }) => action)).toEqual(['token-first-used', 'token-created', 'account-created'])
  for (const table of ['accounts', 'tokens', 'sessions', 'audit'])
    for (const row of db.all(`SELECT * FROM ${table}`))
      for (const value of Object.values(row))
        for (const kept of [secret, session, PASSWORD])
          expect(Buffer.from(value instanceof Uint8Array ? value : String(value)).includes(kept)).toBe(false)
})

const by = (session: string) => signIn({ session, addressOf: () => '' })

test('a session lasts 14 days after its last use, and ends with the password and the account', async () => {
  const start = () => db.write(() => startSession(db, account, 'Firefox'))
  const [first, second] = [await start(), await start()]
  expect(await by(first)).toMatchObject({ name: 'Zoë', scope: 'all' })
  expect(await by(`${first}x`)).toBeUndefined()
  time += SESSION_MS - 1000
  expect(await by(first)).toBeDefined() // which makes it last again
  await db.write(() => undefined)
  time += 2000
  expect([await by(first), await by(second)]).toEqual([expect.anything(), undefined])
  await db.write(() => setPassword(db, 'Zoë', hash, 'test'))
  expect(await by(first)).toBeUndefined()
  const third = await start()
  time = Date.now()
  expect(await by(third)).toBeDefined()
  await db.write(() => endSessions(db, account))
  expect(await by(third)).toBeUndefined()
})

test('a session that is used every day ends after 90 days', async () => {
  const session = await db.write(() => startSession(db, account, ''))
  const day = SESSION_MS / 14
  for (const end = time + LONGEST_SESSION_MS; time < end - day;) {
    time += day
    expect(await by(session)).toBeDefined()
    await db.write(() => undefined) // after which that use is noted
  }
  time += 2 * day
  expect(await by(session)).toBeUndefined()
  await db.write(() => db.run('UPDATE sessions SET created = created - ?', LONGEST_SESSION_MS))
  expect(listSessions(db, account, session)).toEqual([])
})

test('a service account has no password and no session', async () => {
  await expect(
    db.write(() => createAccount(db, { name: 'bot', role: 'admin', kind: 'service', password: hash }, 'test')),
  ).rejects.toThrow('tokens')
  const { id } = await db.write(() => createAccount(db, { name: 'bot', role: 'admin', kind: 'service' }, 'test'))
  const session = await db.write(() => startSession(db, id, ''))
  expect(await signIn({ session, addressOf: () => '' })).toBeUndefined()
  expect(await from(basic('bot', ''))).toBeUndefined()
})
