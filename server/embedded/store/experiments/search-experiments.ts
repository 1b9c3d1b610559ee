import type { Answer, Checked } from '#contract/endpoints.ts'
import { parseFilter } from '#contract/filter/filter.ts'
import { parseOrderBy } from '#contract/filter/order-by.ts'
import type { Db } from '../../db.ts'
import { experimentsOf } from './experiment-rows.ts'
import { pageSize } from '../search/limits.ts'
import { askedBy, nextPage, placeOf } from '../search/page-token.ts'
import { type Search, searchPage } from '../search/search-page.ts'
import { stageScope } from '../search/search-scope.ts'
import { orderTerms, whereSql } from '../search/search-sql.ts'

/** Finds one page of experiments; `max_results` is required (docs/rest-contract.md §2). */
export function searchExperiments(db: Db, input: Checked<'searchExperiments'>): Answer<'searchExperiments'> {
  const { ids, next_page_token } = findExperiments(db, input)
  return ids.length === 0 ? {} : { experiments: experimentsOf(db, ids), next_page_token }
}

/** Finds the ids of that page only. */
export function findExperiments(db: Db, input: Checked<'searchExperiments'>) {
  const { filter = '', order_by = [], view_type, page_token } = input
  const size = pageSize(input.max_results, { most: 50_000 })
  const asked = askedBy('experiments', input)
  const from = placeOf(page_token, asked)
  const clauses = parseFilter('experiments', filter)
  const search: Search = {
    grammar: 'experiments',
    select: 'e.experiment_id',
    scope: stageScope(view_type),
    conditions: whereSql('experiments', clauses),
    clauses,
    order: orderTerms('experiments', parseOrderBy('experiments', order_by)),
  }
  const { rows, next } = searchPage<[experiment_id: number]>(db, search, size, from)
  return { ids: rows.map(([id]) => id), ...nextPage(next, asked) }
}
