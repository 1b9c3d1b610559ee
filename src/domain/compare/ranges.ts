import type { PlotAxis } from './plot-axis.ts'

/** A part of an axis that somebody has chosen; texts on an axis of categories. */
export type Range = { id: string; from: number | string; to: number | string }

/** The chosen parts of axes in the URL, each once, as `["Metrics.rmse",3,5]`; what is not one is left out. */
export const rangesIn = (params: URLSearchParams): Range[] =>
  [...new Set(params.getAll('range'))].flatMap((text): Range[] => {
    const parts = parsed(text)
    if (!Array.isArray(parts)) return []
    const [id, from, to] = parts as unknown[]
    return typeof id === 'string' && isEnd(from) && isEnd(to) ? [{ id, from, to }] : []
  })

/** The URL with these parts instead. */
export function withRanges(params: URLSearchParams, ranges: readonly Range[]): URLSearchParams {
  const next = new URLSearchParams(params)
  next.delete('range')
  for (const { id, from, to } of ranges) next.append('range', JSON.stringify([id, from, to]))
  return next
}

const isEnd = (end: unknown): end is number | string => typeof end === 'number' || typeof end === 'string'

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // an edited URL
  }
}

/** A range as the axis counts: of categories their places. Undefined if an end is not on it. */
export function intervalOf({ from, to }: Range, { kind, categories }: PlotAxis): [number, number] | undefined {
  const ends = [from, to].map((end) => (kind === 'category' ? categories.indexOf(String(end)) : Number(end)))
  const [low = NaN, high = NaN] = ends.toSorted((a, b) => a - b)
  return Number.isNaN(low) || (kind === 'category' && low < 0) ? undefined : [low, high]
}

/** A range from an interval of an axis, which for categories takes in those whose place is in it. */
export function rangeOfInterval(axis: PlotAxis, [low, high]: readonly [number, number]): Range {
  const { id, kind, categories } = axis
  if (kind !== 'category') return { id, from: rounded(low, high - low), to: rounded(high, high - low) }
  const at = (place: number) => categories[Math.min(Math.max(place, 0), categories.length - 1)] ?? ''
  return { id, from: at(Math.ceil(low)), to: at(Math.floor(high)) }
}

/** To a thousandth of the range: nobody draws it more exactly, and the URL stays readable. */
function rounded(value: number, size: number): number {
  if (!(size > 0) || value === 0) return value
  const digits = Math.floor(Math.log10(Math.abs(value))) - Math.floor(Math.log10(size / 1000)) + 1
  return Number(value.toPrecision(Math.min(Math.max(digits, 3), 15)))
}

/** The things inside all ranges: on an axis with several ranges, in one of them. Undefined if nothing is chosen. */
export function insideOf(ranges: readonly Range[], axes: readonly PlotAxis[], count: number): boolean[] | undefined {
  const chosen = [...Map.groupBy(ranges, ({ id }) => id)].flatMap(([id, own]) => {
    const axis = axes.find((one) => one.id === id)
    const intervals = axis ? own.flatMap((range) => [intervalOf(range, axis)].filter((one) => one !== undefined)) : []
    return axis && intervals.length > 0 ? [{ values: axis.values, intervals }] : []
  })
  if (chosen.length === 0) return undefined
  return Array.from({ length: count }, (_, index) =>
    chosen.every(({ values, intervals }) => {
      const value = values[index]
      return value !== undefined && intervals.some(([low, high]) => low <= value && value <= high)
    }),
  )
}
