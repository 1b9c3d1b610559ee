import { expect, test } from 'vitest'
import { equals } from './equals.ts'

test.each([
  ['iris', `name = 'iris'`],
  ['50% & co_', `name = '50% & co_'`],
  [`it's`, `name = "it's"`],
  [`"big"`, `name = '"big"'`],
  [`it's "a\\b"`, `name LIKE 'it_s "a_b"'`],
  [`it's "big"`, `name LIKE 'it_s "big"'`],
])('%s is found by %s', (text, filter) => {
  expect(equals('name', text)).toBe(filter)
})
