import { useMemo } from 'react'
import type { Run } from '#contract/runs.ts'
import type { Tag } from '#contract/values.ts'
import type { ComparedRow } from '../../../../domain/compare/compared.ts'
import { canPlot, plotAxis } from '../../../../domain/compare/plot-axis.ts'
import { plotsView } from '../../../../domain/compare/plots-view.ts'
import { insideOf, rangesIn } from '../../../../domain/compare/ranges.ts'
import { mainMetrics } from '../../../../domain/metrics/main-metrics.ts'
import { type KeyColumn, partsOf } from '../../../../domain/runs/run-keys.ts'
import { tellingKeys } from '../../../../domain/tags/telling-keys.ts'

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
  const axisIds = view.axes ?? [...telling.params, ...telling.metrics.toReversed()]
  const x = view.x ?? telling.params[0] ?? other ?? metric
  const y = view.y ?? metric ?? telling.params[1]
  const color = view.color ?? metric
  const rangeText = params.getAll('range').join('\n')
  const ranges = useMemo(
    () => rangesIn(new URLSearchParams(rangeText.split('\n').map((range) => ['range', range]))),
    [rangeText],
  )
  // Only what is drawn: there may be thousands of rows.
  const drawn = [...axisIds, x ?? '', y ?? '', color ?? '', ...ranges.map(({ id }) => id)].join('\n')
  const made = useMemo(() => {
    const wanted = new Set(drawn.split('\n'))
    return new Map(choices.flatMap((row) => (wanted.has(row.id) ? [[row.id, plotAxis(row)] as const] : [])))
  }, [choices, drawn])
  const axisText = axisIds.join('\n')
  const axes = useMemo(() => axisText.split('\n').flatMap((id) => made.get(id) ?? []), [axisText, made])
  const inside = useMemo(() => insideOf(ranges, [...made.values()], runs.length), [ranges, made, runs.length])
  return {
    view,
    choices,
    axes,
    axisOf: (id: string) => made.get(id),
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
