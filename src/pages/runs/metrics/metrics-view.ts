import { type ValueChoice, valueIn, valueParam } from '../../../domain/metrics/metric-value.ts'
import { type XKind, xKinds } from '../../../ui/chart/x-axis.ts'
import { useUrlParams, withParam } from '../../../url-params.ts'

/** State of the metrics tab, all of it in the URL. */
export type MetricsView = {
  /** The overlaid metrics; empty for a small chart each. */
  chosen: readonly string[]
  /** Which value the small charts show. */
  value: ValueChoice
  x: XKind
  isLog: boolean
  /** From 0 (as logged) to 0.99. */
  smoothing: number
  isTable: boolean
  /** Part of the name of the metrics to chart. */
  filter: string
}

export function metricsView(params: URLSearchParams): MetricsView {
  const smoothing = Number(params.get('smooth'))
  return {
    chosen: [...new Set(params.getAll('metric'))],
    value: valueIn(params),
    x: xKinds.find((kind) => kind === params.get('x')) ?? 'step',
    isLog: params.get('y') === 'log',
    smoothing: smoothing > 0 ? Math.min(smoothing, 0.99) : 0,
    isTable: params.get('as') === 'table',
    filter: params.get('q') ?? '',
  }
}

/** The parameters with a changed view; defaults are left out. */
export function withMetricsView(params: URLSearchParams, change: Partial<MetricsView>): URLSearchParams {
  const { chosen, value, x, isLog, smoothing, isTable, filter } = { ...metricsView(params), ...change }
  const next = withParam(params, 'value', valueParam(value))
  for (const name of ['metric', 'x', 'y', 'smooth', 'as', 'q']) next.delete(name)
  for (const key of chosen) next.append('metric', key)
  if (x !== 'step') next.set('x', x)
  if (isLog) next.set('y', 'log')
  if (smoothing > 0) next.set('smooth', String(smoothing))
  if (isTable) next.set('as', 'table')
  if (filter) next.set('q', filter)
  return next
}

/** The view in the URL and its setter. Selecting metrics adds a history entry; changing how they are drawn does not. */
export function useMetricsView(): [MetricsView, (change: Partial<MetricsView>) => void] {
  const [params, setParams] = useUrlParams()
  const change = (change: Partial<MetricsView>) =>
    setParams((before) => withMetricsView(before, change), {
      replace: change.chosen === undefined,
      preventScrollReset: true,
    })
  return [metricsView(params), change]
}
