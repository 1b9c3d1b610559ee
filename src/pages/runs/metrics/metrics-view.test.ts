import { expect, test } from 'vitest'
import { metricsView, withMetricsView } from './metrics-view.ts'

test('reads back what it wrote to the URL', () => {
  const view = {
    chosen: ['train/loss', 'a,b & c'],
    value: 'best',
    x: 'relative',
    isLog: true,
    smoothing: 0.6,
    isTable: true,
    filter: 'é',
  } as const
  expect(metricsView(new URLSearchParams(withMetricsView(new URLSearchParams(), view).toString()))).toEqual(view)
})

test('leaves defaults out and keeps other parameters', () => {
  const usual = metricsView(new URLSearchParams())
  const params = new URLSearchParams('other=1&value=max&x=time&metric=loss&smooth=0.5')
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

test('falls back to steps for an unknown axis', () => {
  expect(metricsView(new URLSearchParams('x=moon')).x).toBe('step')
})
