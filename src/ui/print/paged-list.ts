import { formatCount } from '../text/format-count.ts'

/** More rows would take the browser minutes to lay out. */
export const MOST_PRINTED = 10_000

/** The part of an infinite query that is needed to load all of a list. */
export type PagedList = {
  hasNextPage: boolean
  isFetchNextPageError: boolean
  fetchNextPage: () => Promise<{ hasNextPage: boolean; isError: boolean }>
}

/** A list that prints whole: its query, if it has more rows, and the number of its loaded rows. */
export type PrintedList = { paged: PagedList | undefined; count: number }

/** Says how many of a list are printed, and how to print the others; undefined if all are. */
export function printedPart(loaded: number, hasMore: boolean, what: 'rows' | 'cards'): string | undefined {
  const printed = Math.min(loaded, MOST_PRINTED)
  if (!hasMore && printed === loaded) return undefined
  const first = formatCount(printed)
  if (printed < MOST_PRINTED)
    return `The first ${first} ${what} are printed. There are more: press Ctrl+P to print them too.`
  const all = hasMore ? `more than ${formatCount(loaded)}` : formatCount(loaded)
  return `${first} of ${all} ${what} are printed. Filter the list to print others.`
}
