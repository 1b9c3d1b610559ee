import { expect, test } from 'vitest'
import { curveOf, nearest } from './curve.ts'
import { xAxisFor } from './x-axis.ts'

const point = (step: number, value: number, timestamp = step * 1000) => ({ step, timestamp, value })
const plain = { isLog: false, smoothing: 0 }

test('leaves gaps for NaN and Infinity, each marked once where it begins', () => {
  const points = [point(0, 1), point(1, NaN), point(2, NaN), point(3, 2), point(4, Infinity), point(5, -Infinity)]
  const curve = curveOf('loss', 0, points, { ...plain, axis: xAxisFor('step', points) })
  expect(curve.raw).toEqual([1, null, null, 2, null, null])
  expect(curve.gaps).toEqual([
    { x: 1, up: false },
    { x: 4, up: true },
  ])
})

test('leaves values without a logarithm out of a log scale', () => {
  const points = [point(0, 10), point(1, 0), point(2, -3), point(3, 0.1)]
  const curve = curveOf('loss', 0, points, { ...plain, isLog: true, axis: xAxisFor('step', points) })
  expect(curve.raw).toEqual([10, null, null, 0.1])
  expect(curve.gaps).toHaveLength(1)
})

test('orders points by time, even when a resumed run repeats its steps', () => {
  const points = [point(0, 1, 1000), point(1, 2, 9000), point(1, 3, 2000)]
  const curve = curveOf('loss', 0, points, { ...plain, axis: xAxisFor('time', points) })
  expect(curve.xs).toEqual([1000, 2000, 9000])
  expect(curve.raw).toEqual([1, 3, 2])
})

test('draws the smoothed curve beside the logged one', () => {
  const points = [point(0, 0), point(1, 1)]
  const curve = curveOf('loss', 0, points, { isLog: false, smoothing: 0.5, axis: xAxisFor('step', points) })
  expect(curve.raw).toEqual([0, 1])
  expect(curve.smooth).toEqual([0, expect.closeTo(2 / 3)])
})

test.each([
  [-5, 0],
  [0.4, 0],
  [0.6, 1],
  [6, 2],
  [99, 3],
])('finds the value nearest to %d at index %d', (x, index) => {
  expect(nearest([0, 1, 5, 10], x)).toBe(index)
})
