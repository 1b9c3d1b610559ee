import type { Point } from './points.ts'
import { type XAxis, xOf } from './x-axis.ts'

/** How curves are drawn. */
export type Drawing = {
  axis: XAxis
  isLog: boolean
  /** From 0 (as logged) to below 1. */ smoothing: number
  /** Of the values, if they share one. */ unit?: string
}

/** One metric, ready to draw. */
export type Curve = {
  name: string
  /** Index into the theme's chart colours. */
  color: number
  /** Sorted by `xs`, ascending. */
  points: readonly Point[]
  xs: readonly number[]
  /** As logged, with a gap where nothing can be drawn. */
  raw: readonly (number | null)[]
  smooth: readonly (number | null)[] | undefined
  /**
   * Where a gap begins, and whether it points up (+Infinity) or down (NaN, −Infinity, and 0 or less on a log scale).
   */
  gaps: readonly { x: number; up: boolean }[]
  /** How far the values spread around the curve at each x. */
  band?: { low: readonly number[]; high: readonly number[] }
}

export function curveOf(name: string, color: number, logged: readonly Point[], drawing: Drawing): Curve {
  const { axis, isLog, smoothing } = drawing
  const points = logged.toSorted((a, b) => xOf(a, axis) - xOf(b, axis))
  const values = points.map(({ value }) => value)
  const canDraw = (value: number) => Number.isFinite(value) && (!isLog || value > 0)
  const drawn = (value: number) => (canDraw(value) ? value : null)
  const xs = points.map((point) => xOf(point, axis))
  const gaps = xs.flatMap((x, index) => {
    const value = values[index] ?? NaN
    const before = values[index - 1]
    if (canDraw(value) || (before !== undefined && !canDraw(before))) return []
    return { x, up: value === Infinity }
  })
  return {
    name,
    color,
    points,
    xs,
    raw: values.map(drawn),
    smooth: smoothing > 0 ? smoothed(values, smoothing).map(drawn) : undefined,
    gaps,
  }
}

/** The index of the value in `xs` (ascending, not empty) nearest to `x`. */
export function nearest(xs: readonly number[], x: number): number {
  let [low, high] = [0, xs.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((xs[middle] ?? 0) < x) low = middle + 1
    else high = middle
  }
  const [before, after] = [xs[low - 1], xs[low] ?? 0]
  return before !== undefined && x - before < after - x ? low - 1 : low
}

/**
 * Exponential moving average of `values`, corrected for the bias towards zero at the start, so that a constant stays
 * constant. `weight` goes from 0 (as logged) to below 1. Non-finite values stay in place and do not affect their
 * neighbours.
 */
export function smoothed(values: readonly number[], weight: number): number[] {
  let sum = 0
  let count = 0
  return values.map((value) => {
    if (!Number.isFinite(value)) return value
    sum = sum * weight + value * (1 - weight)
    count++
    return sum / (1 - weight ** count)
  })
}
