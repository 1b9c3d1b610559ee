import { type NavigateOptions, useSearchParams } from 'react-router'

type SortingState = readonly { id: string; desc: boolean }[]

/** The order in the URL: `?sort=name` ascending, `?sort=-metrics.rmse` descending. */
export function sortingOf(params: URLSearchParams, byDefault: SortingState = []): SortingState {
  const text = params.get('sort')
  if (!text) return byDefault
  return text.startsWith('-') ? [{ id: text.slice(1), desc: true }] : [{ id: text, desc: false }]
}

/** Sets the order; an empty one returns to the page's default. */
export function withSorting(params: URLSearchParams, [first]: SortingState): URLSearchParams {
  const next = new URLSearchParams(params)
  if (first) next.set('sort', first.desc ? `-${first.id}` : first.id)
  else next.delete('sort')
  return next
}

/** Sets `key` to another value; an empty one removes it. */
export function withParam(params: URLSearchParams, key: string, value: string): URLSearchParams {
  const next = new URLSearchParams(params)
  if (value) next.set(key, value)
  else next.delete(key)
  return next
}

type Change = (change: (before: URLSearchParams) => URLSearchParams, options?: NavigateOptions) => void

/**
 * The URL's parameters and their setter. A change renders before the next click: the router alone renders later, and a
 * second choice made on the stale page would undo the first.
 */
export function useUrlParams(): [URLSearchParams, Change] {
  const [params, setParams] = useSearchParams()
  return [params, (change, options) => setParams(change(params), { ...options, flushSync: true })]
}
