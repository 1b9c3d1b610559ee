import type { ViewType } from '#contract/experiments.ts'
import { experimentIdsOf } from '../experiments/experiment-rows.ts'
import type { Sql } from './search-text-sql.ts'

const stageOf = { ACTIVE_ONLY: `= 'active'`, DELETED_ONLY: `= 'deleted'`, ALL: 'IS NOT NULL' } as const

/** The condition of a view type on the table with this alias. */
export function stageSql(alias: string, view: ViewType = 'ACTIVE_ONLY'): string {
  return `${alias}.lifecycle_stage ${stageOf[view]}`
}

/**
 * The condition for rows in these experiments and this lifecycle stage. Compares a single experiment by `=`, so that the
 * index starting with it also provides the order. Throws INVALID_PARAMETER_VALUE for an id that is not an integer.
 */
export function scopeSql(alias: string, experimentIds: string[], view?: ViewType): Sql {
  const ids = experimentIdsOf(experimentIds)
  const [only] = ids
  if (ids.length === 1 && only !== undefined)
    return { sql: `${alias}.experiment_id = ? AND ${stageSql(alias, view)}`, params: [only] }
  const sql = `${alias}.experiment_id IN (SELECT value FROM json_each(?)) AND ${stageSql(alias, view)}`
  return { sql, params: [JSON.stringify(ids)] }
}
