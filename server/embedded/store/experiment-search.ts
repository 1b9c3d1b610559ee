import type { Answer, Checked } from '#contract/endpoints.ts'
import { parseFilter } from '#contract/filter.ts'
import { parseOrderBy } from '#contract/order-by.ts'
import type { Db } from '../db.ts'
import { experimentsOf } from './experiment-rows.ts'
import { pageSize } from './limits.ts'
import { cutPage, offsetOf } from './page-token.ts'
import { stageSql } from './search-scope.ts'
import { orderSql, whereSql } from './search-sql.ts'

/** One page of experiments; `max_results` must be given (rest-contract §2). */
export function searchExperiments(db: Db, input: Checked<'searchExperiments'>): Answer<'searchExperiments'> {
  const { filter = '', order_by = [], view_type, page_token } = input
  const size = pageSize(input.max_results, { most: 50_000 })
  const offset = offsetOf(page_token)
  const where = whereSql('experiments', parseFilter('experiments', filter))
  const order = orderSql('experiments', parseOrderBy('experiments', order_by))
  const found = db.all<{ experiment_id: number }>(
    `SELECT e.experiment_id FROM experiments e WHERE ${stageSql('e', view_type)} AND ${where.sql}
     ORDER BY ${order.sql} LIMIT ? OFFSET ?`,
    ...where.params,
    ...order.params,
    size + 1,
    offset,
  )
  const { rows, next_page_token } = cutPage(found, offset, size)
  if (rows.length === 0) return {}
  const experiments = experimentsOf(
    db,
    rows.map((row) => row.experiment_id),
  )
  return { experiments, next_page_token }
}
