import type { Metric, Run } from '#contract/runs.ts'
import { type Curve, curveOf, type Drawing } from '../../ui/chart/curve.ts'
import type { Point } from '../../ui/chart/points.ts'
import { xAxisFor, type XKind } from '../../ui/chart/x-axis.ts'
import { pointOf } from '../metric-point.ts'
import { bandOf } from './grouped-curves.ts'
import { compareNames } from '../../text/compare-names.ts'

/** More curves could not be told apart; all count where they are brought together. */
export const MOST_CURVES = 50
/** As many as there are colours. */
export const MOST_GROUPS = 8

type Histories = ReadonlyMap<string, readonly Metric[]>
export type How = { over: XKind; isLog: boolean; smoothing: number }

/** Runs that are brought together. */
export type RunGroup = { name: string; ids: readonly string[] }

/** The points of each run, from its own start if elapsed time is asked for. */
function pointsOf(ids: readonly string[], histories: Histories, over: XKind): Point[][] {
  return ids.map((id) => {
    const points = (histories.get(id) ?? []).map(pointOf)
    if (over !== 'relative') return points
    const start = points.reduce((first, { timestamp }) => Math.min(first, timestamp), Infinity)
    return points.map((point) => ({ ...point, timestamp: point.timestamp - start }))
  })
}

const drawingOf = ({ over, isLog, smoothing }: How, points: readonly Point[][]): Drawing => ({
  axis: xAxisFor(over, points.flat()),
  isLog,
  smoothing,
})

/** A curve for each run, named by its id and coloured by its place. */
export function runCurves(
  ids: readonly string[],
  histories: Histories,
  how: How,
): { curves: Curve[]; drawing: Drawing } {
  const points = pointsOf(ids, histories, how.over)
  const drawing = drawingOf(how, points)
  const curves = ids.map((id, at) => curveOf(id, at, points[at] ?? [], drawing))
  return { curves: curves.filter((curve) => curve.points.length > 0), drawing }
}

/** A curve for each group of runs: their mean, and how far they spread. Each run is smoothed before that. */
export function groupCurves(
  groups: readonly RunGroup[],
  histories: Histories,
  how: How,
): { curves: Curve[]; drawing: Drawing } {
  const points = groups.map(({ ids }) => pointsOf(ids, histories, how.over))
  const drawing = drawingOf(how, points.flat())
  const curves = groups.map(({ name }, at): Curve => {
    const lines = (points[at] ?? [])
      .map((own) => curveOf(name, at, own, drawing))
      .map(({ xs, raw, smooth }) => ({ xs, ys: smooth ?? raw }))
    const { xs, mean, low, high } = bandOf(lines)
    return {
      name,
      color: at,
      points: xs.map((x, index) => ({ ...placeOf(x, drawing), value: mean[index] ?? NaN })),
      xs,
      raw: mean.map((value) => (how.isLog && value <= 0 ? null : value)),
      smooth: undefined,
      gaps: [],
      // A logarithm has no place for zero and less.
      ...((!how.isLog || low.every((value) => value > 0)) && { band: { low, high } }),
    }
  })
  return { curves: curves.filter((curve) => curve.xs.length > 0), drawing }
}

/** A point at `x` of an axis, the other way round from `xOf`. */
function placeOf(x: number, { axis }: Drawing): Omit<Point, 'value'> {
  if (axis.kind === 'step') return { step: x, timestamp: 0 }
  return { step: 0, timestamp: axis.kind === 'time' ? x : axis.start + x * axis.unit.ms }
}

/** The runs by their value of a param, largest group first; those without it are left out. */
export function groupsBy(runs: readonly Run[], key: string): RunGroup[] {
  const values = runs.flatMap(({ info, data }) => {
    const value = data.params?.find((param) => param.key === key)?.value
    return value === undefined ? [] : [{ id: info.run_id, value }]
  })
  return [...Map.groupBy(values, ({ value }) => value)]
    .map(([value, own]) => ({ name: `${key} = ${value}`, ids: own.map(({ id }) => id) }))
    .toSorted((a, b) => b.ids.length - a.ids.length || compareNames(a.name, b.name))
}

/** The metric whose curves say most: the best of them that was logged at several steps. */
export function curveMetric(runs: readonly Run[], telling: readonly string[]): string | undefined {
  const stepped = new Set(
    runs.flatMap(({ data }) => (data.metrics ?? []).flatMap(({ key, step }) => (step > 0 ? key : []))),
  )
  return telling.find((key) => stepped.has(key)) ?? telling[0]
}
