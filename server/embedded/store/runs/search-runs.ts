import { ApiError, invalid } from '#contract/errors.ts'
import type { Answer, Checked } from '#contract/endpoints.ts'
import { parseFilter } from '#contract/filter/filter.ts'
import { parseOrderBy } from '#contract/filter/order-by.ts'
import type { Db } from '../../db.ts'
import type { Most } from '../too-much.ts'
import { pageSize } from '../search/limits.ts'
import { askedBy, nextPage, placeOf } from '../search/page-token.ts'
import { runsOf } from './run-rows.ts'
import { isAmongFirst, searchRunIds } from './runs-sql.ts'
import { scopeSql } from '../search/search-scope.ts'

/** `summary`: which value of metrics `order_by` means, instead of the latest. */
export type RunsAsked = Checked<'searchRuns'> & Partial<Pick<Checked<'searchRunsBySummary'>, 'summary'>>

/**
 * Finds one page of the runs in these experiments; none without an experiment (docs/rest-contract.md §3 search). Throws `TooMuch` if they
 * logged more than `most`.
 */
export function searchRuns(db: Db, input: RunsAsked, most?: Most): Answer<'searchRuns'> {
  const { ids, next_page_token } = findRuns(db, input)
  return ids.length === 0 ? {} : { runs: runsOf(db, ids, { modelInputs: false, most }), next_page_token }
}

const MAX_SIZE = 50_000

/** Finds the ids of that page only. */
export function findRuns(db: Db, input: RunsAsked): { ids: string[]; next_page_token?: string } {
  const { size, search } = read(input)
  const asked = askedBy('runs', input)
  const from = placeOf(input.page_token, asked)
  if (!input.experiment_ids?.length) return { ids: [] }
  const { ids, next } = searchRunIds(db, search, size, from)
  return { ids, ...nextPage(next, asked) }
}

/** Whether this is a first page by the latest value of a metric which few values of its index tell. */
export function isFirstByMetric(db: Db, input: RunsAsked): boolean {
  const isPlain = !input.page_token && !input.summary && input.experiment_ids?.length
  if (!isPlain || !/^\s*metrics?\./.test(input.order_by?.[0] ?? '')) return false
  try {
    const { size, search } = read(input)
    return isAmongFirst(db, search, size)
  } catch (error) {
    if (error instanceof ApiError) return false // the search says what is wrong
    throw error
  }
}

function read({ experiment_ids = [], filter = '', order_by = [], run_view_type, max_results, summary }: RunsAsked) {
  const size = pageSize(max_results, { unset: 1000 })
  if (size > MAX_SIZE)
    throw invalid(
      `Invalid value ${size} for parameter 'max_results' supplied:  Hint: Value was of type 'int'. ` +
        'See the API docs for more information about request parameters.',
    )
  const scope = scopeSql('r', experiment_ids, run_view_type)
  const [clauses, orders] = [parseFilter('runs', filter), parseOrderBy('runs', order_by)]
  return { size, search: { scope, clauses, orders, by: summary ?? ('value' as const) } }
}
