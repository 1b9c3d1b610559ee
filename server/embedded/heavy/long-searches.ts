import type { Grammar } from '#contract/filter/filter-grammars.ts'
import type { Db } from '../db.ts'
import { type AnySearch, FEW_TERMS, MANY, termsOf } from './many.ts'
import { askedBy, namesRow } from '../store/search/page-token.ts'
import { hidesSome } from '../store/search/search-shown.ts'
import { orderTerms } from '../store/search/search-sql.ts'
import { fillsPageSoon } from '../store/search/first-rows.ts'
import { findsUpTo } from '../store/search/search-start.ts'

type FirstPage = AnySearch & { order_by?: readonly string[] | undefined }

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

/** So many rows are compared with a few clauses in half a millisecond, and so many characters of long values. */
const FIRST = { rows: MANY, characters: 500_000 }

/** Whether the first page of a search is full after few rows in its order. `unset`: its size without `max_results`. */
export const isFullSoon = (
  unset: number,
  seen: Db,
  grammar: Grammar,
  { filter = '', order_by = [], page_token, max_results = unset }: FirstPage,
): boolean =>
  !page_token &&
  order_by.length <= 1 &&
  max_results >= 1 &&
  max_results <= SHORT_PAGE &&
  termsOf({ filter, order_by }) <= FEW_TERMS &&
  fillsPageSoon(seen, grammar, { filter, order_by }, Number(max_results), FIRST)
