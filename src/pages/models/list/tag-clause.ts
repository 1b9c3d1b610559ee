import { writtenKey } from '#contract/filter/filter-key.ts'
import { narrowed, readSearch } from '../../../grammar-search.ts'

/** The comparison that finds models with exactly this tag, or undefined if no filter can express its value. */
export function tagClause(key: string, value: string): string | undefined {
  const name = writtenKey('tags', key)
  if (!value.includes("'")) return `${name} = '${value}'`
  return value.includes('"') ? undefined : `${name} = "${value}"`
}

/** Whether the search is plain words to find anywhere, not a filter. */
export const isEverywhere = (params: URLSearchParams): boolean => {
  const text = (params.get('q') ?? '').trim()
  return params.get('in') === 'all' && readSearch('models', text).filter !== text
}

/** Adds a comparison to the search. Free text can't be combined with a filter, so it is dropped. */
export const searchWith = (params: URLSearchParams, clause: string): string =>
  isEverywhere(params) ? clause : narrowed('models', params.get('q') ?? '', clause)
