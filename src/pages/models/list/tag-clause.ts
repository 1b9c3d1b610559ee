import { writtenKey } from '#contract/filter/filter-key.ts'
import { narrowed, readSearch } from '../../../grammar-search.ts'

/** The comparison that finds models with exactly this tag, or undefined where no filter can write its value. */
export function tagClause(key: string, value: string): string | undefined {
  const name = writtenKey('tags', key)
  if (!value.includes("'")) return `${name} = '${value}'`
  return value.includes('"') ? undefined : `${name} = "${value}"`
}

/** Whether the search is words that are looked for in more than the name: a filter stays as it is, words never do. */
export const isEverywhere = (params: URLSearchParams): boolean => {
  const text = (params.get('q') ?? '').trim()
  return params.get('in') === 'all' && readSearch('models', text).filter !== text
}

/** The search with one more comparison. Words that are looked for everywhere have no place in a filter, and go. */
export const searchWith = (params: URLSearchParams, clause: string): string =>
  isEverywhere(params) ? clause : narrowed('models', params.get('q') ?? '', clause)
