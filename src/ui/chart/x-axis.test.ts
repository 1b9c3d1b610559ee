import { expect, test } from 'vitest'
import { xAxisFor, xName, xOf, xText } from './x-axis.ts'

const at = (step: number, timestamp: number) => ({ step, timestamp, value: 1 })
const start = Date.UTC(2026, 10, 21)

test.each([
  [90_000, 'seconds', 90],
  [120_000, 'minutes', 2],
  [2 * 3_600_000 - 1, 'minutes', (2 * 3_600_000 - 1) / 60_000],
  [5 * 3_600_000, 'hours', 5],
  [3 * 86_400_000, 'days', 3],
])('%d ms are told in %s', (span, unit, x) => {
  const axis = xAxisFor('relative', [at(0, start), at(1, start + span)])
  expect(xName(axis)).toBe(unit)
  expect(xOf(at(1, start + span), axis)).toBeCloseTo(x)
})

test('counts elapsed time from the earliest point, whatever its step', () => {
  const axis = xAxisFor('relative', [at(5, start + 4000), at(9, start)])
  expect(xOf(at(5, start + 4000), axis)).toBe(4)
  expect(xText(at(5, start + 4000), axis)).toBe('after 4 s')
})

test('keeps steps and times as logged', () => {
  const point = at(1200, start)
  expect(xOf(point, xAxisFor('step', [point]))).toBe(1200)
  expect(xText(point, xAxisFor('step', [point]))).toBe('step 1200')
  expect(xOf(point, xAxisFor('time', [point]))).toBe(start)
})

test('builds an axis from no points', () => {
  expect(xName(xAxisFor('relative', []))).toBe('seconds')
})

test('points without steps are drawn over time', () => {
  const points = [0, 1000, 5000].map((ms) => ({ step: 0, value: 1, timestamp: start + ms }))
  expect(xAxisFor('step', points).kind).toBe('time')
  expect(xAxisFor('relative', points).kind).toBe('relative')
  expect(
    xAxisFor(
      'step',
      points.map((point, step) => ({ ...point, step })),
    ).kind,
  ).toBe('step')
  // Nothing else would be seen of points that were logged at once.
  expect(
    xAxisFor(
      'step',
      points.map((point) => ({ ...point, timestamp: start })),
    ).kind,
  ).toBe('step')
})
