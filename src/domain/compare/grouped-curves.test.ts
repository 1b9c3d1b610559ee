import { describe, expect, test } from 'vitest'
import { bandOf } from './grouped-curves.ts'

describe('bandOf', () => {
  test('has the mean and the sample standard deviation of what statistics.stdev of Python says', () => {
    // statistics.mean([2, 4, 9]) = 5, statistics.stdev([2, 4, 9]) = 3.605551275463989
    // statistics.mean([1, 1, 4]) = 2, statistics.stdev([1, 1, 4]) = 1.7320508075688772
    const band = bandOf([
      { xs: [0, 1], ys: [2, 1] },
      { xs: [0, 1], ys: [4, 1] },
      { xs: [0, 1], ys: [9, 4] },
    ])
    expect(band.xs).toEqual([0, 1])
    expect(band.mean).toEqual([5, 2])
    expect(band.high[0]).toBeCloseTo(5 + 3.605551275463989, 12)
    expect(band.low[1]).toBeCloseTo(2 - 1.7320508075688772, 12)
    expect(band.counts).toEqual([3, 3])
  })

  test('takes a line as straight between its own values, and counts it nowhere else', () => {
    const band = bandOf([
      { xs: [0, 10], ys: [0, 10] },
      { xs: [4, 20], ys: [8, 8] },
    ])
    expect(band.xs).toEqual([0, 4, 10, 20])
    expect(band.mean).toEqual([0, 6, 9, 8])
    expect(band.counts).toEqual([1, 2, 2, 1])
  })

  test('a single line does not spread', () => {
    const band = bandOf([{ xs: [1, 2], ys: [3, 4] }])
    expect([band.low, band.mean, band.high]).toEqual([
      [3, 4],
      [3, 4],
      [3, 4],
    ])
  })

  test('leaves out what has no value: NaN, and between it and its neighbours', () => {
    const band = bandOf([
      { xs: [0, 1, 2], ys: [1, null, 3] },
      { xs: [0, 0.5, 1, 2], ys: [3, 3, 3, 3] },
    ])
    expect(band.xs).toEqual([0, 0.5, 1, 2])
    expect(band.counts).toEqual([2, 1, 1, 2])
    expect(band.mean).toEqual([2, 3, 3, 3])
  })

  test('of several values at one place the last counts', () => {
    expect(bandOf([{ xs: [0, 0, 1], ys: [5, 7, 1] }]).mean).toEqual([7, 1])
  })

  test('keeps the first and the last of many places', () => {
    const xs = Array.from({ length: 5001 }, (_, x) => x)
    const band = bandOf([{ xs, ys: xs }])
    expect(band.xs.length).toBe(500)
    expect([band.xs[0], band.xs.at(-1)]).toEqual([0, 5000])
    expect(band.mean).toEqual(band.xs)
  })

  test('has nothing of no lines', () => {
    expect(bandOf([{ xs: [], ys: [] }]).xs).toEqual([])
  })
})
