import type { Run } from '#contract/runs.ts'
import { isKeyColumn } from '../../../domain/run-keys.ts'
import { isAttribute } from '../../../domain/run-order.ts'
import { tellingKeys } from '../../../domain/telling-keys.ts'

const isKnown = (id: string) => isKeyColumn(id) || isAttribute(id)

/** The default columns: a few attributes, and the metrics and params that tell these runs apart. */
export const defaultColumns = (runs: readonly Run[], ofSeveral: boolean): string[] => [
  ...(ofSeveral ? ['experiment'] : []),
  'start_time',
  'duration',
  'status',
  'versions',
  ...tellingKeys(runs, 'metrics', 4),
  ...tellingKeys(runs, 'params', 3),
]

/** The columns in the URL (`?col=status&col=metrics.rmse`); undefined for the default. */
export function chosenColumns(params: URLSearchParams): string[] | undefined {
  const asked = params.getAll('col')
  return asked.length > 0 ? [...new Set(asked.filter(isKnown))] : undefined
}

/** The parameters with other columns; `undefined` resets them, none at all is `col=none`. */
export function withColumns(params: URLSearchParams, columns: readonly string[] | undefined): URLSearchParams {
  const next = new URLSearchParams(params)
  next.delete('col')
  if (columns) for (const id of columns.length > 0 ? columns : ['none']) next.append('col', id)
  return next
}
