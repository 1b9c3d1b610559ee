import { expect, test } from 'vitest'
import { dayAt, dayNumber, dayOf } from './day.ts'

test.each([
  ['2026-03-01T23:30:00Z', 'UTC', '2026-03-01'],
  ['2026-03-01T23:30:00Z', 'Europe/Lisbon', '2026-03-01'],
  ['2026-03-01T23:30:00Z', 'Asia/Tokyo', '2026-03-02'],
  ['2026-03-01T03:30:00Z', 'America/New_York', '2026-02-28'],
  ['2026-10-25T00:30:00Z', 'Europe/Berlin', '2026-10-25'],
  ['2026-10-24T21:59:59Z', 'Europe/Berlin', '2026-10-24'],
])('%s in %s is on %s', (time, zone, day) => {
  expect(dayOf(Date.parse(time), zone)).toBe(day)
})

test.each(['1970-01-01', '2024-02-29', '2026-12-31'])('counts %s and back', (day) => {
  expect(dayAt(dayNumber(day))).toBe(day)
  expect(dayAt(dayNumber(day) + 1) > day).toBe(true)
})

test.each(['', 'today', '2026-13-01', '2026-02-1'])('%j is no day', (day) => {
  expect(dayNumber(day)).toBeNaN()
})
