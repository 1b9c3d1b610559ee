import type { OrderBy } from '#contract/filter/order-by.ts'
import { inLacking, inNaN, inValues } from '../search/parts-by-value.ts'
import type { Term } from '../search/places.ts'
import type { RowsInOrder } from '../search/search-page.ts'
import { latestFirst, type MetricDataset, ofDataset, orderTerms } from '../search/search-sql.ts'
import type { Sql } from '../search/search-text-sql.ts'

/** What identifies a point of a model's metric. */
const POINT = ['run_id', 'dataset_name', 'dataset_digest', 'timestamp', 'step', 'value', 'special']
/** The models are looked up where their reader sees them; these points belong to them. */
const points = (alias: string) => `main.logged_model_metrics ${alias}`
const columns = (alias: string) => POINT.map((column) => `${alias}.${column}`).join(', ')

/**
 * Logged models in the order of a metric's latest point, of one dataset or of all, then of `rest`: those with a number, with NaN, and
 * without the metric (docs/rest-contract.md §4 search). Walks the index of all points by value, and leaves out those that
 * are not a model's latest.
 */
export function byMetric(
  { key, ascending }: OrderBy,
  rest: readonly OrderBy[],
  dataset: Partial<MetricDataset>,
): RowsInOrder[] {
  const then = orderTerms('loggedModels', rest, dataset)
  const about = ofDataset('n', dataset)
  const ofKey: Sql = { sql: `n.key = ?${about.sql}`, params: [key, ...about.params] }
  const latest = `SELECT ${columns('n')} FROM ${points('n')} WHERE n.model_id = o.model_id AND ${ofKey.sql} ORDER BY ${latestFirst('n')}`
  // CROSS JOIN: SQLite joins in this order.
  const having = (isNaN: 0 | 1): Sql => ({
    sql:
      `${points('o')} CROSS JOIN logged_models l WHERE o.key = ? AND (o.special = 'NaN') = ${isNaN} AND l.model_id = o.model_id` +
      ` AND (${columns('o')}) = (${latest} LIMIT 1)`,
    params: [key, ...ofKey.params],
  })
  const lacking: Sql = {
    sql: `logged_models l WHERE NOT EXISTS (SELECT 1 FROM ${points('n')} WHERE n.model_id = l.model_id AND ${ofKey.sql})`,
    params: ofKey.params,
  }
  const byValue: Term[] = [{ sql: 'o.value', params: [], ascending }, ...then]
  return [
    { from: having(0), order: byValue, begin: inValues(byValue.length) },
    { from: having(1), order: then, begin: inNaN },
    { from: lacking, order: then, begin: inLacking, isByScope: true },
  ]
}
