import type { Grammar } from '#contract/filter/filter-grammars.ts'
import type { Db } from '../db.ts'
import { askedBy, namesRow } from '../store/search/page-token.ts'
import { hidesSome } from '../store/search/search-shown.ts'
import { orderTerms } from '../store/search/search-sql.ts'
import { findsUpTo } from '../store/search/search-start.ts'

/** What tells whether a search is long. */
export type AnySearch = {
  filter?: string | undefined
  order_by?: readonly unknown[] | undefined
  page_token?: string | undefined
  max_results?: number | bigint | undefined
}

/** The pages that our own pages ask for. */
const SHORT_PAGE = 200

/** Each order by one attribute comes from an index (search-tables.ts). */
export const ANY_ONE = Symbol('any one')

/**
 * Whether a search needs more than the first rows of an index. `unset`: its page size without `max_results`; `own`: the order that it
 * has without `order_by`, as our pages write it.
 */
export function isLongSearch(
  { filter, order_by = [], page_token, max_results }: AnySearch,
  unset: number,
  own?: string | typeof ANY_ONE,
) {
  const [first, ...others] = order_by
  const isOwnOrder = first === undefined || ((own === ANY_ONE || first === own) && others.length === 0)
  return Boolean(filter || !isOwnOrder || page_token) || (max_results ?? unset) > SHORT_PAGE
}

/** Without its token, if that names the row after which the page begins in an index: then it takes as long as the first page. */
export const likeTheFirst = <T extends AnySearch>(grammar: Grammar, input: T, seen: Db): T =>
  namesRow(input.page_token, askedBy(grammar, input)) && !hidesSome(seen, grammar)
    ? { ...input, page_token: undefined }
    : input

/**
 * Whether an index of values leads to so few rows that finding and reading all of them takes no longer than what is read here, or to the first
 * ones of the page.
 */
export const findsFew = (
  seen: Db,
  grammar: Grammar,
  { filter, order_by = [], page_token }: AnySearch,
  few = SHORT_PAGE,
): boolean => {
  const isFirst = order_by.length === 0 && !page_token
  return Boolean(filter) && findsUpTo(few, seen, grammar, filter!, isFirst ? orderTerms(grammar, []) : [])
}
