import { type XKind, xKinds } from '../../ui/chart/x-axis.ts'

export const plots = ['axes', 'scatter', 'curves'] as const
export type PlotKind = (typeof plots)[number]

/** What the charts of a comparison show, all of it in the URL; undefined where the page chooses. */
export type PlotsView = {
  shown: readonly PlotKind[] | undefined
  /** Rows, by their ids: the axes side by side, those of the scatter plot, and what gives the colour. */
  axes: readonly string[] | undefined
  x: string | undefined
  y: string | undefined
  color: string | undefined
  /** The metrics whose curves are drawn, and the param whose values bring runs together. */
  curves: readonly string[] | undefined
  group: string | undefined
  over: XKind
  isLog: boolean
  /** From 0 (as logged) to 0.99. */
  smoothing: number
}

export function plotsView(params: URLSearchParams): PlotsView {
  const smoothing = Number(params.get('smooth'))
  const shown = params.get('plots')
  return {
    shown: shown === null ? undefined : plots.filter((plot) => shown.split(',').includes(plot)),
    axes: severalIn(params, 'axis'),
    x: params.get('x') ?? undefined,
    y: params.get('y') ?? undefined,
    color: params.get('color') ?? undefined,
    curves: severalIn(params, 'curve'),
    group: params.get('group') || undefined,
    over: xKinds.find((kind) => kind === params.get('over')) ?? 'step',
    isLog: params.get('scale') === 'log',
    smoothing: smoothing > 0 ? Math.min(smoothing, 0.99) : 0,
  }
}

/** The URL with these plots shown. */
export function withPlots(params: URLSearchParams, shown: readonly PlotKind[]): URLSearchParams {
  const next = new URLSearchParams(params)
  next.set('plots', shown.join(',') || 'none')
  return next
}

const severalIn = (params: URLSearchParams, key: string) =>
  params.has(key) ? [...new Set(params.getAll(key))].filter(Boolean) : undefined

/** The URL with these values of a key; without any, the page chooses. */
function withSeveral(params: URLSearchParams, key: string, values: readonly string[]): URLSearchParams {
  const next = new URLSearchParams(params)
  next.delete(key)
  for (const value of values) next.append(key, value)
  return next
}

/** The URL with these axes, or with curves of these metrics. */
export const withAxes = (params: URLSearchParams, axes: readonly string[]) => withSeveral(params, 'axis', axes)
export const withCurves = (params: URLSearchParams, metrics: readonly string[]) => withSeveral(params, 'curve', metrics)

/** The URL with this colour; empty for one of all runs. */
export function withColor(params: URLSearchParams, id: string): URLSearchParams {
  const next = new URLSearchParams(params)
  next.set('color', id)
  return next
}
