import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { smoothed } from './curve.ts'

test('changes nothing with a weight of 0', () => {
  expect(smoothed([3, 1, 2], 0)).toEqual([3, 1, 2])
})

test('starts at the first value and lags behind changes', () => {
  expect(smoothed([1, 1, 1, 5], 0.5)).toEqual([1, 1, 1, expect.closeTo(1 + 4 * (0.5 / (1 - 0.5 ** 4)))])
})

test('keeps NaN and Infinity in place without affecting other values', () => {
  const clean = smoothed([1, 2, 3], 0.9)
  expect(smoothed([1, NaN, 2, Infinity, 3], 0.9)).toEqual([clean[0], NaN, clean[1], Infinity, clean[2]])
})

test('never leaves the range of the logged values', () => {
  const weight = fc.double({ min: 0, max: 0.99, noNaN: true })
  const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 })
  fc.assert(
    fc.property(values, weight, (values, weight) => {
      const [low, high] = [Math.min(...values), Math.max(...values)]
      expect(smoothed(values, weight)).toHaveLength(values.length)
      for (const value of smoothed(values, weight)) {
        expect(value).toBeGreaterThanOrEqual(low - 1e-3)
        expect(value).toBeLessThanOrEqual(high + 1e-3)
      }
    }),
  )
})
