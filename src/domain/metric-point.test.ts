import { expect, test } from 'vitest'
import { pointOf } from './metric-point.ts'

test('reads the largest double as Infinity', () => {
  const metric = { key: 'x', step: 0, timestamp: 0 }
  expect(pointOf({ ...metric, value: -Number.MAX_VALUE }).value).toBe(-Infinity)
  expect(pointOf({ ...metric, value: 'NaN' }).value).toBeNaN()
  expect(pointOf({ ...metric, value: 1e300 }).value).toBe(1e300)
})
