import { formatNumber } from '../text/format-number.ts'
import type { ChartColors } from './chart-colors.ts'
import { AROUND, endsOf } from './plot-geometry.ts'
import type { PlotOption } from './plots.ts'

/** What an axis needs to be drawn. */
type Axis = {
  name: string
  kind: 'value' | 'log' | 'category'
  categories: readonly string[]
  values: readonly (number | undefined)[]
}

/** Characters of a text that an axis has room for. */
const LETTERS = 18
const short = (text: string) => (text.length > LETTERS ? `${text.slice(0, LETTERS - 1)}…` : text)

const MISSING = '-'

/** Items drawn in a frame, so that nobody waits for all of them. */
const PIECE = 200

/** Axes side by side with a line for each item; `colors` has one for each of them. */
export function parallelOption(axes: readonly Axis[], colors: readonly string[], look: ChartColors): PlotOption {
  const text = { color: look.text, fontFamily: look.font, fontSize: 11 }
  return {
    parallel: AROUND,
    parallelAxis: axes.map(({ name, kind, categories, values }, dim) => ({
      id: String(dim),
      dim,
      name: short(name),
      nameTextStyle: { ...text, color: look.strong },
      nameGap: 14,
      type: kind,
      ...(kind === 'category' ? { data: [...categories], boundaryGap: false } : extent({ kind, categories, values })),
      axisLine: { lineStyle: { color: look.text } },
      axisTick: { show: false },
      minorTick: { show: false },
      axisLabel: { ...text, formatter: label(kind), textBorderColor: look.background, textBorderWidth: 3 },
      areaSelectStyle: { width: 16, borderColor: look.accent, color: look.accent, opacity: 0.25 },
    })),
    series: [
      {
        type: 'parallel',
        data: colors.map((color, index) => ({
          value: axes.map(({ values }) => values[index] ?? MISSING),
          lineStyle: { color },
        })),
        lineStyle: { width: 1, opacity: colors.length > 200 ? 0.35 : 0.7 },
        inactiveOpacity: 0.04,
        silent: true,
        progressive: PIECE,
        progressiveThreshold: PIECE,
      },
    ],
  }
}

/** A dot for each item; those that are not `isInside` are faint. */
export function scatterOption(
  [x, y]: readonly [Axis, Axis],
  colors: readonly string[],
  isInside: (index: number) => boolean,
  look: ChartColors,
): PlotOption {
  const text = { color: look.text, fontFamily: look.font, fontSize: 11 }
  const axis = ({ name, kind, categories }: Axis, nameGap: number) => ({
    type: kind,
    ...(kind === 'category' ? { data: [...categories] } : { scale: true }),
    name,
    nameLocation: 'middle' as const,
    nameGap,
    nameTextStyle: { ...text, width: 300, overflow: 'truncate' as const },
    splitLine: { lineStyle: { color: look.line } },
    axisLine: { lineStyle: { color: look.line } },
    axisTick: { show: false },
    axisLabel: { ...text, hideOverlap: true, formatter: label(kind) },
  })
  return {
    grid: { left: 4, right: 16, top: 12, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'all' },
    xAxis: axis(x, 28),
    yAxis: axis(y, 48),
    series: [
      {
        type: 'scatter',
        data: colors.map((color, index) => ({
          value: [x.values[index] ?? MISSING, y.values[index] ?? MISSING],
          itemStyle: { color, opacity: isInside(index) ? 0.75 : 0.08 },
        })),
        symbolSize: colors.length > 200 ? 6 : 9,
        silent: true,
        progressive: PIECE,
        progressiveThreshold: PIECE,
      },
    ],
  }
}

const label = (kind: Axis['kind']) => (value: string | number) =>
  kind === 'category' ? short(String(value)) : formatNumber(value)

/** From the lowest to the highest value, so that no axis is half empty. */
function extent(axis: Pick<Axis, 'kind' | 'categories' | 'values'>): { min: number; max: number } {
  const [min, max] = endsOf(axis)
  return { min, max }
}
