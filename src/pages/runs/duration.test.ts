import { expect, test } from 'vitest'
import { duration } from './duration.ts'
import { orderOf } from './run-columns.tsx'

test.each([
  [1000, 3340, '2.3 s'],
  [1000, 1000 + 64_000, '1 min 4 s'],
  [1000, 1000 + 3_840_000, '1 h 4 min'],
  [1000, undefined, '–'],
  [5000, 1000, '–'],
])('from %s to %s is %s', (start_time, end_time, text) => {
  expect(duration({ start_time, end_time })).toBe(text)
})

test('a metric or param is ordered by its quoted key', () => {
  expect(orderOf('metrics.val loss', true)).toBe('metrics.`val loss` DESC')
  expect(orderOf('start_time', false)).toBe('start_time ASC')
})
