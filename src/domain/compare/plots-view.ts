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
  /** The metric whose curves are drawn, and the param whose values bring runs together. */
  curve: string | undefined
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
    axes: params.has('axis') ? [...new Set(params.getAll('axis'))].filter(Boolean) : undefined,
    x: params.get('x') ?? undefined,
    y: params.get('y') ?? undefined,
    color: params.get('color') ?? undefined,
    curve: params.get('curve') ?? undefined,
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

/** The URL with these axes; without any, the page chooses. */
export function withAxes(params: URLSearchParams, axes: readonly string[]): URLSearchParams {
  const next = new URLSearchParams(params)
  next.delete('axis')
  for (const id of axes) next.append('axis', id)
  return next
}

/** The URL with this colour; empty for one of all runs. */
export function withColor(params: URLSearchParams, id: string): URLSearchParams {
  const next = new URLSearchParams(params)
  next.set('color', id)
  return next
}
