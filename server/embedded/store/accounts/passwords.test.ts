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
  ['Password1234', 'commonest'],
  ['aaaaaaaaaaaaaaaa', 'commonest'],
  ['ann.lovelace1', 'little more than the name'],
  ['x'.repeat(1001), 'at most'],
  ['correct zebra staple', undefined],
  ['ééééèèèèêêêêëëëë', undefined],
])('%s: %s', (password, problem) => {
  const found = passwordProblem(password, 'ann.lovelace')
  if (problem === undefined) expect(found).toBeUndefined()
  else expect(found).toContain(problem)
})
