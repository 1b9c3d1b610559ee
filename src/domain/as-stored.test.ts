import { expect, test } from 'vitest'
import { storedAlias, typedAlias } from './as-stored.ts'

test.each([
  ['prod', 'prod', undefined],
  [' prod', 'prod', 'Saved as @prod.'],
  ['@prod ', 'prod', 'Saved as @prod.'],
  ['@@prod', '@prod', 'Saved as @@prod.'],
])('the alias %j', (text, alias, shown) => {
  expect(typedAlias(text)).toBe(alias)
  expect(storedAlias(text)).toBe(shown)
})
