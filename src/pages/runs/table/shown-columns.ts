import type { Run } from '#contract/runs.ts'
import { isKeyColumn } from '../../../domain/runs/run-keys.ts'
import { isAttribute } from '../../../domain/runs/run-order.ts'
import { columnsIn } from '../../../ui/table/chosen-columns.ts'
import { tellingKeys } from '../../../domain/tags/telling-keys.ts'

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

/** The columns in the URL; undefined for the default. */
export const chosenColumns = (params: URLSearchParams) => columnsIn(params, isKnown)
