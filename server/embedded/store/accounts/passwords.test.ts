import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { hashPassword, isPassword, passwordProblem } from './passwords.ts'

test('a hash is salted, and tells its password from others', async () => {
  const [one, two] = await Promise.all([hashPassword('pâté en croûte'), hashPassword('pâté en croûte')])
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  expect(one).not.toBe(two)
  // The same letters, typed on a keyboard that composes accents.
  expect(await isPassword('pâté en croûte'.normalize('NFD'), one)).toBe(true)
  expect(await isPassword('Pâté en croûte', one)).toBe(false)
  expect(await isPassword('', undefined)).toBe(false)
  expect(await isPassword('', null)).toBe(false)
})

test.each([
  ['eleven char', 'at least 12'],
  ['x'.repeat(1001), 'at most'],
  ['ann.lovelace1', 'little more than a name'],
  // Of the commonest with 12 characters or more, those that begin, end or repeat in a usual way, keys beside each other, dates.
  ['Password1234', 'easy to guess'],
  ['P@ssw0rd1234!', 'easy to guess'],
  ['unbelievable', 'easy to guess'],
  ['jonathan2004', 'easy to guess'],
  ['aaaaaaaaaaaaaaaa', 'easy to guess'],
  ['zxcvbnmasdfghjkl', 'easy to guess'],
  ['1qaz2wsx3edc', 'easy to guess'],
  ['changemechangemechangeme', 'easy to guess'],
  ['12/04/198812/04/1988', 'easy to guess'],
  // The server's name, and the account's.
  ['modelshelf2026', 'little more than a name'],
  ['MLflow-modelshelf', 'little more than a name'],
  ['Lovelace!lovelace', 'little more than a name'],
  ['m0delshelf1234', 'easy to guess'],
  ['correct zebra staple', undefined],
  ['my cat is grey', undefined],
  ['ééééèèèèêêêêëëëë', undefined],
  ['zx7k2mq9wd4r', undefined],
])('%s: %s', async (password, problem) => {
  const found = await passwordProblem(password, 'ann.lovelace')
  if (problem === undefined) expect(found).toBeUndefined()
  else expect(found ?? '').toContain(problem)
})

test('the list of leaked passwords is loaded only where a password is chosen', () => {
  const script = `
    await import('./server/open-backend.ts')
    const { registerHooks } = await import('node:module')
    const seen = []
    registerHooks({ load: (url, context, next) => (seen.push(url), next(url, context)) })
    const { passwordProblem } = await import('./server/embedded/store/accounts/passwords.ts')
    await passwordProblem('short', 'ann')
    const before = seen.length
    await passwordProblem('my cat is grey', 'ann')
    console.log(before, seen.some((url) => url.includes('zxcvbn')))`
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' })
  expect(stdout.trim()).toBe('0 true')
})
