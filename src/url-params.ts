import { type NavigateOptions, useSearchParams } from 'react-router'

type SortingState = { id: string; desc: boolean }[]

/** The order in the URL: `?sort=name` upwards, `?sort=-metrics.rmse` downwards. */
export function sortingOf(params: URLSearchParams, byDefault: SortingState = []): SortingState {
  const text = params.get('sort')
  if (!text) return byDefault
  return text.startsWith('-') ? [{ id: text.slice(1), desc: true }] : [{ id: text, desc: false }]
}

/** The same parameters in another order; an empty one takes the page's default again. */
export function withSorting(params: URLSearchParams, [first]: SortingState): URLSearchParams {
  const next = new URLSearchParams(params)
  if (first) next.set('sort', first.desc ? `-${first.id}` : first.id)
  else next.delete('sort')
  return next
}

/** The same parameters of an address with another value for `key`; an empty one goes. */
export function withParam(params: URLSearchParams, key: string, value: string): URLSearchParams {
  const next = new URLSearchParams(params)
  if (value) next.set(key, value)
  else next.delete(key)
  return next
}

type Change = (change: (before: URLSearchParams) => URLSearchParams, options?: NavigateOptions) => void

/**
 * The parameters of the address, and how to change them. What is chosen is drawn before the next click is heard: the router
 * by itself draws later, and a second choice made from the old page would undo the first.
 */
export function useUrlParams(): [URLSearchParams, Change] {
  const [params, setParams] = useSearchParams()
  return [params, (change, options) => setParams(change(params), { ...options, flushSync: true })]
}
