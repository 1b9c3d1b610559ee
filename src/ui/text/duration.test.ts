import { expect, test } from 'vitest'
import { duration } from './duration.ts'

test.each([
  [-5, '0 ms'],
  [320, '320 ms'],
  [4_250, '4.2 s'],
  [59_999, '59.9 s'],
  [60_000, '1 min'],
  [200_000, '3 min 20 s'],
  [12_000_000, '3 h 20 min'],
  [2 * 86_400_000, '2 d'],
])('%i ms is %s', (ms, text) => {
  expect(duration(ms)).toBe(text)
})
