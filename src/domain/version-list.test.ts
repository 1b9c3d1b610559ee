import { expect, test } from 'vitest'
import { versionList } from './version-list.ts'

test('lists versions in ascending order', () => {
  expect(versionList(['3'])).toBe('version 3')
  expect(versionList(['10', '9'])).toBe('versions 9 and 10')
  expect(versionList(['5', '1', '3'])).toBe('versions 1, 3 and 5')
  expect(versionList(['8', '7', '6', '5', '4', '3', '2', '1'])).toBe('versions 1, 2, 3, 4, 5, 6 and 2 more')
})
