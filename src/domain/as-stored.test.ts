import { expect, test } from 'vitest'
import { storedAlias, storedTags, tagsOf, typedAlias } from './as-stored.ts'

test('lines of tags are shown as they will be stored', () => {
  const text = ' team = rides \nurl=a=b\n\nreviewed\n'
  expect(tagsOf(text)).toEqual([
    { key: 'team', value: 'rides' },
    { key: 'url', value: 'a=b' },
    { key: 'reviewed', value: '' },
  ])
  expect(storedTags(text)).toBe('Saved as\nteam=rides\nurl=a=b\nreviewed=')
  expect(storedTags('team=rides\nreviewed')).toBeUndefined()
  expect(storedTags('')).toBeUndefined()
})

test.each([
  ['prod', 'prod', undefined],
  [' prod', 'prod', 'Saved as @prod.'],
  ['@prod ', 'prod', 'Saved as @prod.'],
  ['@@prod', '@prod', 'Saved as @@prod.'],
])('the alias %j', (text, alias, shown) => {
  expect(typedAlias(text)).toBe(alias)
  expect(storedAlias(text)).toBe(shown)
})
