/** More ids than this would not fit into the URL on every server; a search has no such limit. */
export const MOST_IDS = 200

const list = (text: string | null): string[] => [...new Set((text ?? '').split(',').filter(Boolean))]

/** The runs that the URL asks for: by their ids, or all that a search of some experiments finds. */
export function runsIn(params: URLSearchParams): { ids: string[]; experimentIds: string[] } {
  return { ids: list(params.get('runs')), experimentIds: list(params.get('experiments')) }
}

/** The URL with these runs instead. */
export function withRuns(params: URLSearchParams, ids: readonly string[]): URLSearchParams {
  const next = new URLSearchParams(params)
  for (const key of ['q', 'view', 'first', 'of']) next.delete(key) // they belong to a search
  next.set('runs', ids.join(','))
  return next
}
