import type { QueryClient } from '@tanstack/react-query'

/**
 * After a write: what was asked before it ended and was not shown yet, such as what a link leads to, may tell how things were. It is asked
 * for again once it is shown; what a write refetches is only what is shown by then.
 */
export function outdateReads(client: QueryClient): void {
  for (const query of client.getQueryCache().findAll({ fetchStatus: 'fetching', type: 'inactive' })) {
    const outdate = () => void client.invalidateQueries({ queryKey: query.queryKey, exact: true })
    query.promise?.then(outdate, outdate)
  }
}
