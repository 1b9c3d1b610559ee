import { SVGRenderer } from 'echarts/renderers'
import { use as register } from 'echarts/core'
import { expect, test } from 'vitest'
import { chartOption } from './chart-option.ts'
import { curveOf } from './curve.ts'
import { init } from './echarts.ts'
import { xAxisFor, type XKind } from './x-axis.ts'

register([SVGRenderer])

const colors = {
  curves: ['#000'],
  strong: '#000',
  background: '#fff',
  text: '#000',
  line: '#000',
  accent: '#000',
  font: 'sans-serif',
}

/** The axis labels of a chart with a point at each of these seconds, one per step. */
function drawn(steps: readonly number[], width: number, kind: XKind = 'step', part?: { start: number; end: number }) {
  const points = steps.map((step) => ({ step, timestamp: step * 1000, value: step % 7 }))
  const drawing = { axis: xAxisFor(kind, points), isLog: false, smoothing: 0 }
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height: 160 })
  chart.setOption(chartOption([curveOf('loss', 0, points, drawing)], drawing, colors, part !== undefined))
  if (part) chart.dispatchAction({ type: 'dataZoom', ...part })
  const svg = chart.renderToSVGString()
  chart.dispose()
  return [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text = '']) => text)
}
const upTo = (last: number) => Array.from({ length: last + 1 }, (_, step) => step)

test.each([
  [upTo(10), '10'],
  [upTo(99), '99'],
  [[0, 4, 9_999], '9999'],
  [[11, 12], '12'],
])('the last step is written below the axis, %#', (steps, last) => {
  for (const width of [260, 420, 1000]) expect(drawn(steps, width), `${width} wide`).toContain(last)
})

test('writes no label where the range ends within a step', () => {
  const texts = drawn(upTo(99), 800, 'step', { start: 20, end: 30.3 })
  expect(texts).toContain('28')
  expect(texts).not.toContain('29.997')
})

test('rounds the label at the end of elapsed time', () => {
  expect(drawn([0, 100, 3267], 800, 'relative')).toEqual(expect.arrayContaining(['50', '54.5']))
})
