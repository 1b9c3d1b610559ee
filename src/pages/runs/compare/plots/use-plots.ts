import { useCallback, useMemo } from 'react'
import type { Run } from '#contract/runs.ts'
import type { Tag } from '#contract/values.ts'
import { namesOfRuns } from '../../../../domain/compare/compared-run.ts'
import type { ComparedRow } from '../../../../domain/compare/compared.ts'
import { canPlot, plotAxis } from '../../../../domain/compare/plot-axis.ts'
import { plotsView } from '../../../../domain/compare/plots-view.ts'
import { insideOf, rangesIn } from '../../../../domain/compare/ranges.ts'
import { mainMetrics } from '../../../../domain/metrics/main-metrics.ts'
import { type KeyColumn, partsOf } from '../../../../domain/runs/run-keys.ts'
import { tellingKeys } from '../../../../domain/tags/telling-keys.ts'
import { useSameAxes } from './same-axes.ts'
import { useSameNames } from '../../../../ui/forms/same-names.ts'

/** Axes of each kind that are shown unless others are chosen. */
const FIRST = { params: 5, metrics: 3 }

/** What the charts show: the axes that the URL names, else those that best tell the runs apart. */
export function usePlots(
  runs: readonly Run[],
  rows: readonly ComparedRow[],
  params: URLSearchParams,
  tags: readonly Tag[] | undefined,
) {
  const view = plotsView(params)
  const choices = useMemo(() => rows.filter((row) => plotted.has(row.group) && canPlot(row)), [rows])
  const telling = useMemo(() => {
    const known = new Set(choices.map(({ id }) => id))
    const best = (group: 'params' | 'metrics') =>
      tellingKeys(runs, group, 50).flatMap((column) => {
        const { key } = partsOf(column)
        return known.has(rowId(column)) ? [{ column, key, value: 0 }] : []
      })
    return {
      params: best('params')
        .slice(0, FIRST.params)
        .map(({ column }) => rowId(column)),
      metrics: mainMetrics(best('metrics'), tags, FIRST.metrics).map(({ column }) => rowId(column)),
    }
  }, [runs, choices, tags])
  const [metric, other] = telling.metrics
  const axisIds = useSameNames(view.axes ?? [...telling.params, ...telling.metrics.toReversed()])
  const x = view.x ?? telling.params[0] ?? other ?? metric
  const y = view.y ?? metric ?? telling.params[1]
  const color = view.color ?? metric
  const rangeText = params.getAll('range').join('\n')
  const ranges = useMemo(
    () => rangesIn(new URLSearchParams(rangeText.split('\n').map((range) => ['range', range]))),
    [rangeText],
  )
  // Only what is drawn: there may be thousands of rows. Each once, in one order: a range of an axis that is there changes nothing.
  const drawn = useSameNames(
    [...new Set([...axisIds, x ?? '', y ?? '', color ?? '', ...ranges.map(({ id }) => id)])].toSorted(),
  )
  const drawnAxes = useSameAxes(
    useMemo(() => {
      const wanted = new Set(drawn)
      return choices.flatMap((row) => (wanted.has(row.id) ? plotAxis(row) : []))
    }, [choices, drawn]),
  )
  const made = useMemo(() => new Map(drawnAxes.map((axis) => [axis.id, axis])), [drawnAxes])
  const axes = useMemo(() => axisIds.flatMap((id) => made.get(id) ?? []), [axisIds, made])
  const inside = useMemo(() => insideOf(ranges, [...made.values()], runs.length), [ranges, made, runs.length])
  return {
    view,
    names: useMemo(() => namesOfRuns(runs), [runs]),
    choices,
    axes,
    axisOf: (id: string) => made.get(id),
    rowOf: useCallback((id: string) => choices.find((row) => row.id === id), [choices]),
    /** Params that runs may be brought together by: also one that is the same in all. */
    params: useMemo(() => rows.flatMap(({ group, key }) => (group === 'Parameters' ? key : [])), [rows]),
    /** What is asked for, drawn or not. */
    asked: { axes: axisIds, x, y, color },
    /** Why a row is not offered as an axis; undefined if it is. */
    whyNot: (id: string) =>
      choices.some((row) => row.id === id)
        ? undefined
        : rows.some((row) => row.id === id)
          ? 'the same in all runs'
          : 'in none of these runs',
    ranges,
    inside,
    telling,
    x: made.get(x ?? ''),
    y: made.get(y ?? ''),
    color: made.get(color ?? ''),
  }
}

export type Plots = ReturnType<typeof usePlots>

/** Groups whose values can be told apart on an axis. */
const plotted = new Set<string>(['Metrics', 'Parameters', 'Tags', 'Run'])

function rowId(column: KeyColumn): string {
  const { group, key } = partsOf(column)
  return `${group === 'metrics' ? 'Metrics' : 'Parameters'}.${key}`
}
