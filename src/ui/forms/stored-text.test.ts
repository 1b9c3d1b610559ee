import { expect, test } from 'vitest'
import { storedName, storedValue } from './stored-text.ts'

test('names lose the spaces around them, values keep theirs', () => {
  expect(storedName(' four lead ')).toBe('Saved as “four lead”.')
  expect([storedName('four lead'), storedName('  '), storedName('')]).toEqual([undefined, undefined, undefined])
  expect(storedValue(' x')).toBe('Saved with its spaces: “ x”.')
  expect(storedValue('\tx')).toBe('Saved with its spaces: “\\u{9}x”.')
  expect(storedValue('a b')).toBeUndefined()
})
