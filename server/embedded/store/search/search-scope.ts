import type { ViewType } from '#contract/experiments.ts'
import { experimentIdsOf } from '../experiments/experiment-rows.ts'
import type { Sql } from './search-text-sql.ts'

const stageOf = { ACTIVE_ONLY: `= 'active'`, DELETED_ONLY: `= 'deleted'`, ALL: 'IS NOT NULL' } as const

/**
 * What may be found at all. `parts`: the same in parts, each of which an index has in order, where it does not have all of it so; none if
 * they are too many to be merged.
 */
export type Scope = Sql & { parts?: readonly Sql[] }

/** SQLite takes a millisecond to plan how it merges so many. It sorts the rows of more, which takes long for a page far in. */
const MOST_PARTS = 30

/** Whether rows of so many experiments are sorted, because they can't be merged. */
export const hasManyParts = (experimentIds: readonly (string | number)[] = [], view?: ViewType): boolean =>
  stagesIn(view).length * new Set(experimentIds).size > MOST_PARTS

/** The condition of a view type on the table with this alias. */
function stageSql(alias: string, view: ViewType = 'ACTIVE_ONLY'): string {
  return `${alias}.lifecycle_stage ${stageOf[view]}`
}

/** The lifecycle stages that a view shows, as conditions, each of one stage. */
const stagesIn = (view: ViewType = 'ACTIVE_ONLY') =>
  view === 'ALL' ? [stageOf.ACTIVE_ONLY, stageOf.DELETED_ONLY] : [stageOf[view]]

/** The condition of a view type on the experiments `e`. */
export function stageScope(view?: ViewType): Scope {
  const parts = stagesIn(view).map((stage) => ({ sql: `e.lifecycle_stage ${stage}`, params: [] }))
  return { sql: stageSql('e', view), params: [], ...(parts.length > 1 && { parts }) }
}

/**
 * The condition for rows in these experiments and this lifecycle stage. Compares a single experiment by `=`, so that the
 * index starting with it also provides the order. Looks for the experiments first: of a hidden one, no row is read and then dropped,
 * which would tell by its time that there are some. Throws INVALID_PARAMETER_VALUE for an id that is not an integer.
 */
export function scopeSql(alias: string, experimentIds: string[], view?: ViewType): Scope {
  const ids = [...new Set(experimentIdsOf(experimentIds))]
  const parts = hasManyParts(ids, view)
    ? []
    : ids.flatMap((id) => stagesIn(view).map((stage) => inExperiment(alias, id, stage)))
  const [only] = parts
  if (parts.length === 1 && only) return only
  const there =
    'SELECT e.experiment_id FROM json_each(?) AS asked CROSS JOIN experiments AS e ON e.experiment_id = asked.value'
  return {
    sql: `${alias}.experiment_id IN (${there}) AND ${stageSql(alias, view)}`,
    params: [JSON.stringify(ids)],
    parts,
  }
}

const inExperiment = (alias: string, id: number, stage: string): Sql => ({
  sql: `${alias}.experiment_id = (SELECT e.experiment_id FROM experiments AS e WHERE e.experiment_id = ?) AND ${alias}.lifecycle_stage ${stage}`,
  params: [id],
})
