import { expect, test } from 'vitest'
import { AROUND, dotGeometry, parallelGeometry, sharesOf } from './plot-geometry.ts'

const axis = (values: (number | undefined)[], kind: 'value' | 'log' = 'value') => ({ kind, categories: [], values })

test('places values on an axis from its lowest to its highest', () => {
  expect(sharesOf(axis([2, 6]))(3)).toBe(0.25)
  expect(sharesOf(axis([1, 100], 'log'))(10)).toBeCloseTo(0.5)
  expect(sharesOf(axis([7]))(7)).toBe(0.5)
  expect(sharesOf({ kind: 'category', categories: ['a', 'b', 'c'], values: [] })(1)).toBe(0.5)
})

test('finds the line that the pointer is on, between the axes too', () => {
  const width = AROUND.left + AROUND.right + 200
  const height = AROUND.top + AROUND.bottom + 100
  const geometry = parallelGeometry([axis([0, 10, undefined]), axis([10, 0, 5]), axis([0, 0, 1])], 3, { width, height })
  expect(geometry.placesOf(0)).toEqual([
    [AROUND.left, AROUND.top + 100],
    [AROUND.left + 100, AROUND.top],
    [AROUND.left + 200, AROUND.top + 100],
  ])
  expect(geometry.placesOf(2)).toHaveLength(2)
  expect(geometry.itemAt([AROUND.left + 25, AROUND.top + 75])).toBe(0)
  expect(geometry.itemAt([AROUND.left + 25, AROUND.top + 25])).toBe(1)
  expect(geometry.itemAt([AROUND.left + 25, AROUND.top + 50])).toBeUndefined()
  const without = parallelGeometry([axis([0, 10]), axis([10, 0])], 2, { width, height }, (index) => index !== 0)
  expect(without.itemAt([AROUND.left + 50, AROUND.top + 75])).toBeUndefined()
  expect(geometry.itemAt([2, AROUND.top + 100])).toBeUndefined()
})

test('looks at the values of an axis a few times, however many there are', () => {
  let looks = 0
  const values = Array.from({ length: 1000 }, (_, index) => index)
  const counting = new Proxy(values, {
    get: (target, key) => {
      looks += Number(typeof key === 'string' && /^\d+$/.test(key))
      return Reflect.get(target, key) as unknown
    },
  })
  const axes = [axis(counting), axis(values)]
  const places = parallelGeometry(axes, 1000, { width: 400, height: 300 }).placesOf(999)
  expect(places).toEqual([
    [AROUND.left, AROUND.top],
    [400 - AROUND.right, AROUND.top],
  ])
  expect(looks).toBeLessThan(5000)
})

test('finds the nearest dot', () => {
  const { itemAt } = dotGeometry(3, (index) => (index === 1 ? undefined : [index * 5, 0]))
  expect(itemAt([4, 0])).toBe(0)
  expect(itemAt([9, 1])).toBe(2)
  expect(itemAt([90, 0])).toBeUndefined()
})
