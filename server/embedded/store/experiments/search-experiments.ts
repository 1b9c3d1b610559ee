import type { Answer, Checked } from '#contract/endpoints.ts'
import { parseFilter } from '#contract/filter/filter.ts'
import { parseOrderBy } from '#contract/filter/order-by.ts'
import type { Db } from '../../db.ts'
import { experimentsOf } from './experiment-rows.ts'
import { pageSize } from '../search/limits.ts'
import { offsetOf } from '../search/page-token.ts'
import { searchPage } from '../search/search-page.ts'
import { stageSql } from '../search/search-scope.ts'
import { orderSql, whereSql } from '../search/search-sql.ts'
import { startSql } from '../search/search-start.ts'

/** Finds one page of experiments; `max_results` is required (docs/rest-contract.md §2). */
export function searchExperiments(db: Db, input: Checked<'searchExperiments'>): Answer<'searchExperiments'> {
  const { ids, next_page_token } = findExperiments(db, input)
  return ids.length === 0 ? {} : { experiments: experimentsOf(db, ids), next_page_token }
}

/** Finds the ids of that page only. */
export function findExperiments(db: Db, input: Checked<'searchExperiments'>) {
  const { filter = '', order_by = [], view_type, page_token } = input
  const size = pageSize(input.max_results, { most: 50_000 })
  const offset = offsetOf(page_token)
  const clauses = parseFilter('experiments', filter)
  const order = orderSql('experiments', parseOrderBy('experiments', order_by))
  const query = {
    select: 'e.experiment_id',
    from: startSql(db, 'experiments', clauses),
    conditions: [{ sql: stageSql('e', view_type), params: [] }, whereSql('experiments', clauses)],
    order,
  }
  const { rows, next_page_token } = searchPage<[experiment_id: number]>(db, query, size, offset)
  return { ids: rows.map(([id]) => id), next_page_token }
}
