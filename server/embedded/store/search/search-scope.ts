import type { ViewType } from '#contract/experiments.ts'
import { experimentIdsOf } from '../experiments/experiment-rows.ts'
import type { Sql } from './search-text-sql.ts'

const stageOf = { ACTIVE_ONLY: `= 'active'`, DELETED_ONLY: `= 'deleted'`, ALL: 'IS NOT NULL' } as const

/** The condition of a view type on the table of this alias. */
export function stageSql(alias: string, view: ViewType = 'ACTIVE_ONLY'): string {
  return `${alias}.lifecycle_stage ${stageOf[view]}`
}

/**
 * What lies in these experiments, in this stage of life. One experiment is compared by `=`: only then does the index
 * that starts with it also give the order. Throws INVALID_PARAMETER_VALUE for an id that is no integer.
 */
export function scopeSql(alias: string, experimentIds: string[], view?: ViewType): Sql {
  const ids = experimentIdsOf(experimentIds)
  const [only] = ids
  if (ids.length === 1 && only !== undefined)
    return { sql: `${alias}.experiment_id = ? AND ${stageSql(alias, view)}`, params: [only] }
  const sql = `${alias}.experiment_id IN (SELECT value FROM json_each(?)) AND ${stageSql(alias, view)}`
  return { sql, params: [JSON.stringify(ids)] }
}
