import { expect, test } from 'vitest'
import { metricsView, withMetricsView } from './metrics-view.ts'

test('what is written to the URL is read from it', () => {
  const view = {
    chosen: ['train/loss', 'a,b & c'],
    x: 'relative',
    isLog: true,
    smoothing: 0.6,
    isTable: true,
    filter: 'é',
  } as const
  expect(metricsView(new URLSearchParams(withMetricsView(new URLSearchParams(), view).toString()))).toEqual(view)
})

test('what is usual is not said, and other parameters stay', () => {
  const usual = metricsView(new URLSearchParams())
  const params = new URLSearchParams('other=1&x=time&metric=loss&smooth=0.5')
  expect(withMetricsView(params, usual).toString()).toBe('other=1')
})

test.each([
  ['smooth=7', 0.99],
  ['smooth=-1', 0],
  ['smooth=much', 0],
  ['', 0],
])('“%s” smooths by %d', (search, smoothing) => {
  expect(metricsView(new URLSearchParams(search)).smoothing).toBe(smoothing)
})

test('an axis nobody knows is the steps', () => {
  expect(metricsView(new URLSearchParams('x=moon')).x).toBe('step')
})
