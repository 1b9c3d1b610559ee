import { expect, test } from 'vitest'
import { isTime, relativeTime } from './time.ts'

const now = Date.UTC(2026, 10, 21, 12)
const minute = 60_000
const day = 24 * 60 * minute

test.each([
  [now, 'just now'],
  [now - 59_999, 'just now'],
  [now + 30_000, 'just now'],
  [now - minute, '1 minute ago'],
  [now - 90 * minute, '1 hour ago'],
  [now - 36 * 60 * minute, '1 day ago'],
  [now - 29 * day, '29 days ago'],
  [now - 45 * day, '1 month ago'],
  [now - 400 * day, '1 year ago'],
  [now + 2 * day, 'in 2 days'],
  [now - 365 * 12_345 * day, '12,345 years ago'],
])('%d is %s', (ms, text) => {
  expect(relativeTime(ms, now)).toBe(text)
})

test('has a short form', () => {
  expect(relativeTime(now - 36 * 60 * minute, now, true)).toBe('1d ago')
  expect(relativeTime(now - 45 * day, now, true)).toBe('1mo ago')
  expect(relativeTime(now + 5 * minute, now, true)).toBe('in 5m')
})

test('does not format an int64 beyond the calendar', () => {
  expect(isTime(Number(2n ** 63n - 1n))).toBe(false)
  expect(isTime(now)).toBe(true)
})
