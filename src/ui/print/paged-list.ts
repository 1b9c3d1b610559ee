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
