import { useMemo } from 'react'
import { comparedRows, type ComparedThing, orderBy } from '../../domain/compare/compared.ts'
import { containsText } from '../../text/contains-text.ts'
import { sortingOf, withSorting } from '../../url-params.ts'

/** The things in the URL's order, with the rows that it asks for and the baseline. */
export function useComparison(things: readonly ComparedThing[], params: URLSearchParams) {
  const onlyDifferences = params.get('show') !== 'all'
  const filter = (params.get('rows') ?? '').trim()
  const [sort] = sortingOf(params)
  const base = params.get('base')
  const all = useMemo(() => comparedRows(things), [things])
  const rows = useMemo(
    () => all.filter(({ isSame, name }) => (!onlyDifferences || !isSame) && containsText(name, filter)),
    [all, onlyDifferences, filter],
  )
  const sorted = sort && all.find(({ id }) => id === sort.id)
  const isDescending = sort?.desc === true
  const order = useMemo(
    () => (sorted ? orderBy(sorted, isDescending) : things.map((_, index) => index)),
    [things, sorted, isDescending],
  )
  const baseline = things.findIndex(({ id }) => id === base)
  return { things, all, rows, order, sort: sorted && sort, baseline: baseline < 0 ? undefined : baseline }
}

export type Comparison = ReturnType<typeof useComparison>

/** Sorts by a row: ascending, then descending, then as given. */
export function sortedBy(params: URLSearchParams, id: string): URLSearchParams {
  const [sort] = sortingOf(params)
  return withSorting(params, sort?.id !== id ? [{ id, desc: false }] : sort.desc ? [] : [{ id, desc: true }])
}
