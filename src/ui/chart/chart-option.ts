import { formatNumber } from '../text/format-number.ts'
import { type ChartColors, colorAt } from './chart-colors.ts'
import type { Curve, Drawing } from './curve.ts'
import type { ChartOption } from './echarts.ts'
import { type XAxis, xName } from './x-axis.ts'

type Series = Exclude<NonNullable<ChartOption['series']>, readonly unknown[]>

/** Up to this many points are drawn as dots. */
const FEW = 40

/** The ECharts option. `zoomable` adds a strip below to choose a range. */
export function chartOption(
  curves: readonly Curve[],
  { axis, isLog, unit }: Drawing,
  colors: ChartColors,
  zoomable: boolean,
): ChartOption {
  const text = { color: colors.text, fontFamily: colors.font, fontSize: 11 }
  const extent = extentOf(curves)
  const quiet = { axisLine: { lineStyle: { color: colors.line } }, axisTick: { show: false } }
  return {
    animation: false,
    grid: {
      left: 4,
      right: 12,
      top: unit ? 24 : 10,
      bottom: zoomable ? 64 : 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: {
      type: axis.kind === 'time' ? 'time' : 'value',
      scale: true,
      ...extent,
      ...(axis.kind === 'step' && { minInterval: 1 }),
      name: zoomable ? xName(axis) : '',
      nameLocation: 'middle',
      nameGap: 24,
      nameTextStyle: text,
      splitLine: { show: false },
      axisLabel: {
        ...text,
        hideOverlap: true,
        // The last point lies between two round times: its label would show milliseconds.
        showMaxLabel: axis.kind !== 'time',
        ...(axis.kind !== 'time' && { formatter: (x: number) => xLabel(x, axis, extent.max) }),
      },
      ...quiet,
    },
    yAxis: {
      type: isLog ? 'log' : 'value',
      scale: true,
      ...(unit && { name: unit, nameGap: 6, nameTextStyle: { ...text, align: 'left' as const } }),
      splitNumber: zoomable ? 6 : 3,
      splitLine: { lineStyle: { color: colors.line } },
      axisLabel: { ...text, formatter: formatNumber },
      ...quiet,
    },
    dataZoom: zoomable ? zoom(colors, text) : [],
    series: [...curves.flatMap((curve) => lines(curve, colors)), ...gapMarks(curves, colors)],
  }
}

/** An axis label. Both ends have one, round or not: no label within a step, and `end` is rounded. */
function xLabel(x: number, { kind }: XAxis, end: number | undefined): string {
  if (kind === 'step') return Number.isInteger(x) ? formatNumber(x) : ''
  return formatNumber(x === end ? Number(x.toPrecision(3)) : x)
}

/** From the first point to the last: sampling may start later. */
function extentOf(curves: readonly Curve[]): { min?: number; max?: number } {
  const ends = curves.flatMap(({ xs }) => [xs[0] ?? [], xs.at(-1) ?? []].flat())
  return ends.length > 0 ? { min: Math.min(...ends), max: Math.max(...ends) } : {}
}

/** The curve as logged; when smoothed, the logged curve is faint behind it. */
function lines({ name, color, xs, raw, smooth, band }: Curve, colors: ChartColors): Series[] {
  const line = (id: string, ys: readonly (number | null)[], opacity: number): Series => ({
    id: `${name} ${id}`,
    type: 'line',
    data: xs.map((x, index) => [x, ys[index] ?? '-']),
    sampling: 'minmax', // one point per pixel, keeping every peak
    showSymbol: xs.length <= FEW,
    symbol: 'circle',
    symbolSize: 5,
    silent: true,
    lineStyle: { width: 1.5, color: colorAt(colors.curves, color), opacity },
    itemStyle: { color: colorAt(colors.curves, color), opacity },
    emphasis: { lineStyle: { width: 3, opacity: 1 } },
  })
  if (band) return [...bandAround(name, xs, band, colorAt(colors.curves, color)), line('logged', raw, 1)]
  return smooth ? [line('logged', raw, 0.25), line('smooth', smooth, 1)] : [line('logged', raw, 1)]
}

/** The area between the lowest and the highest values: that between nothing and their difference, on top of the lowest. */
function bandAround(name: string, xs: readonly number[], band: NonNullable<Curve['band']>, color: string): Series[] {
  const part = (id: string, ys: readonly number[], opacity: number): Series => ({
    id: `${name} ${id}`,
    type: 'line',
    data: xs.map((x, index) => [x, ys[index] ?? '-']),
    stack: `${name} spread`,
    stackStrategy: 'all', // also of values below zero
    symbol: 'none',
    silent: true,
    lineStyle: { opacity: 0 },
    areaStyle: { color, opacity },
  })
  return [
    part('low', band.low, 0),
    part(
      'spread',
      band.high.map((high, at) => high - (band.low[at] ?? high)),
      0.18,
    ),
  ]
}

/** Triangles at the edge where values begin that the axis cannot show. */
function gapMarks(curves: readonly Curve[], colors: ChartColors): Series[] {
  let [low, high] = [Infinity, -Infinity]
  for (const { raw } of curves)
    for (const y of raw)
      if (y !== null) {
        low = Math.min(low, y)
        high = Math.max(high, y)
      }
  if (low > high) return []
  return curves
    .filter(({ gaps }) => gaps.length > 0)
    .map(({ name, color, gaps }) => ({
      id: `${name} gaps`,
      type: 'scatter',
      data: gaps.map(({ x, up }) => ({ value: [x, up ? high : low], symbolRotate: up ? 0 : 180 })),
      symbol: 'triangle',
      symbolSize: 8,
      silent: true,
      itemStyle: { color: 'transparent', borderColor: colorAt(colors.curves, color), borderWidth: 1.5 },
    }))
}

function zoom(colors: ChartColors, textStyle: object): NonNullable<ChartOption['dataZoom']> {
  const slider = {
    type: 'slider',
    height: 24,
    bottom: 4,
    left: 12,
    right: 12,
    brushSelect: false,
    showDetail: false,
    borderColor: colors.line,
    fillerColor: 'transparent',
    textStyle,
    handleStyle: { color: colors.accent, borderColor: colors.accent },
    moveHandleStyle: { color: colors.line },
    dataBackground: { lineStyle: { color: colors.text, opacity: 0.4 }, areaStyle: { opacity: 0 } },
    selectedDataBackground: { lineStyle: { color: colors.accent }, areaStyle: { opacity: 0 } },
  } as const
  // The wheel without a modifier scrolls the page.
  return [
    slider,
    { type: 'inside', zoomOnMouseWheel: 'ctrl', moveOnMouseMove: 'shift', preventDefaultMouseMove: false },
  ]
}
