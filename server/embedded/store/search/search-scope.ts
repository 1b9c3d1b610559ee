import type { ViewType } from '#contract/experiments.ts'
import { experimentIdsOf } from '../experiments/experiment-rows.ts'
import type { Sql } from './search-text-sql.ts'

const stageOf = { ACTIVE_ONLY: `= 'active'`, DELETED_ONLY: `= 'deleted'`, ALL: 'IS NOT NULL' } as const

/** What may be found at all. `isMixed`: whether it is in parts of an index that are not in one order. */
export type Scope = Sql & { isMixed?: boolean }

/** The condition of a view type on the table with this alias. */
export function stageSql(alias: string, view: ViewType = 'ACTIVE_ONLY'): string {
  return `${alias}.lifecycle_stage ${stageOf[view]}`
}

/**
 * The condition for rows in these experiments and this lifecycle stage. Compares a single experiment by `=`, so that the
 * index starting with it also provides the order. Looks for the experiments first: of a hidden one, no row is read and then dropped,
 * which would tell by its time that there are some. Throws INVALID_PARAMETER_VALUE for an id that is not an integer.
 */
export function scopeSql(alias: string, experimentIds: string[], view?: ViewType): Scope {
  const ids = experimentIdsOf(experimentIds)
  const [only] = ids
  if (ids.length === 1 && only !== undefined)
    return {
      sql: `${alias}.experiment_id = (SELECT e.experiment_id FROM experiments AS e WHERE e.experiment_id = ?) AND ${stageSql(alias, view)}`,
      params: [only],
      isMixed: view === 'ALL',
    }
  const there =
    'SELECT e.experiment_id FROM json_each(?) AS asked CROSS JOIN experiments AS e ON e.experiment_id = asked.value'
  return {
    sql: `${alias}.experiment_id IN (${there}) AND ${stageSql(alias, view)}`,
    params: [JSON.stringify(ids)],
    isMixed: true,
  }
}
