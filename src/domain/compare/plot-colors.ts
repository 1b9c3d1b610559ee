import { type ChartColors, colorAt } from '../../ui/chart/chart-colors.ts'
import { mixed } from '../../ui/chart/scale-colors.ts'
import { type PlotAxis, rangeOf } from './plot-axis.ts'

/** The two ends of the colours of numbers: for a metric with a direction, those of worse and better values. */
export function endsOf({ direction }: PlotAxis, { curves }: ChartColors): [low: string, high: string] {
  const [better, worse] = [colorAt(curves, 0), colorAt(curves, 1)]
  return direction === 'lower' ? [better, worse] : [worse, better]
}

/** The colour of each thing by its value on an axis; grey without one. */
export function colorsBy(axis: PlotAxis | undefined, count: number, look: ChartColors): string[] {
  if (!axis) return Array.from({ length: count }, () => colorAt(look.curves, 0))
  const [low, high] = rangeOf(axis.values)
  const [first, last] = endsOf(axis, look)
  const place = axis.kind === 'log' ? Math.log : (value: number) => value
  return Array.from({ length: count }, (_, index) => {
    const value = axis.values[index]
    if (value === undefined) return look.text
    if (axis.kind === 'category') return colorAt(look.curves, value)
    return low === high ? last : mixed(first, last, (place(value) - place(low)) / (place(high) - place(low)))
  })
}
