import { expect, test } from 'vitest'
import { plotsView, withAxes, withCurves } from './plots-view.ts'

test('the URL holds all curves and axes, each once, in their order', () => {
  const chosen = withCurves(withAxes(new URLSearchParams('x=Metrics.a&curve=old'), ['Metrics.b', 'Metrics.a']), [
    'loss',
    'a,b',
  ])
  expect(plotsView(new URLSearchParams(chosen.toString()))).toMatchObject({
    axes: ['Metrics.b', 'Metrics.a'],
    curves: ['loss', 'a,b'],
    x: 'Metrics.a',
  })
  expect(plotsView(new URLSearchParams('curve=&curve=a&curve=a')).curves).toEqual(['a'])
  expect(plotsView(withCurves(chosen, [])).curves).toBeUndefined()
})
