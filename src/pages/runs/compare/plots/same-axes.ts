import { useState } from 'react'
import type { PlotAxis } from '../../../../domain/compare/plot-axis.ts'

/**
 * The axes of an earlier render while they show the same: other rows that arrive, such as the names of experiments, draw no chart again,
 * which would also undo what a pointer is drawing.
 */
export function useSameAxes(axes: readonly PlotAxis[]): readonly PlotAxis[] {
  const [kept, keep] = useState(axes)
  const isSame = kept === axes || (kept.length === axes.length && axes.every((axis, at) => showsSame(axis, kept[at])))
  if (!isSame) keep(axes)
  return isSame ? kept : axes
}

const showsSame = (one: PlotAxis, other: PlotAxis | undefined): boolean =>
  other !== undefined &&
  one.id === other.id &&
  one.name === other.name &&
  one.kind === other.kind &&
  one.direction === other.direction &&
  areSame(one.categories, other.categories) &&
  areSame(one.values, other.values)

const areSame = (some: readonly unknown[], others: readonly unknown[]): boolean =>
  some.length === others.length && some.every((value, at) => value === others[at])
