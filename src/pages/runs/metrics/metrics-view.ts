import { type XKind, xKinds } from '../../../ui/chart/x-axis.ts'
import { useUrlParams } from '../../../url-params.ts'

/** What the metrics tab shows and how; all of it is in the URL. */
export type MetricsView = {
  /** The metrics drawn together; none: a small chart of each. */
  chosen: readonly string[]
  x: XKind
  isLog: boolean
  /** From 0, as logged, to 0.99. */
  smoothing: number
  isTable: boolean
  /** Which small charts: a part of their metric's name. */
  filter: string
}

export function metricsView(params: URLSearchParams): MetricsView {
  const smoothing = Number(params.get('smooth'))
  return {
    chosen: [...new Set(params.getAll('metric'))],
    x: xKinds.find((kind) => kind === params.get('x')) ?? 'step',
    isLog: params.get('y') === 'log',
    smoothing: smoothing > 0 ? Math.min(smoothing, 0.99) : 0,
    isTable: params.get('as') === 'table',
    filter: params.get('q') ?? '',
  }
}

/** The same parameters with a changed view; what is usual is not said. */
export function withMetricsView(params: URLSearchParams, change: Partial<MetricsView>): URLSearchParams {
  const { chosen, x, isLog, smoothing, isTable, filter } = { ...metricsView(params), ...change }
  const next = new URLSearchParams(params)
  for (const name of ['metric', 'x', 'y', 'smooth', 'as', 'q']) next.delete(name)
  for (const key of chosen) next.append('metric', key)
  if (x !== 'step') next.set('x', x)
  if (isLog) next.set('y', 'log')
  if (smoothing > 0) next.set('smooth', String(smoothing))
  if (isTable) next.set('as', 'table')
  if (filter) next.set('q', filter)
  return next
}

/** The view in the URL, and how to change it. Choosing metrics is a step Back undoes; how they are drawn is not. */
export function useMetricsView(): [MetricsView, (change: Partial<MetricsView>) => void] {
  const [params, setParams] = useUrlParams()
  const change = (change: Partial<MetricsView>) =>
    setParams((before) => withMetricsView(before, change), {
      replace: change.chosen === undefined,
      preventScrollReset: true,
    })
  return [metricsView(params), change]
}
