/** The part of a query's result that matters to what must not act on anything unread. */
type Read = {
  data: unknown
  error: Error | null
  /** `data` answers an earlier question. */
  isPlaceholderData: boolean
  refetch: () => Promise<unknown>
}

export type Reading = {
  /** Whether everything was read, if only earlier: `error` then says that it may be out of date. */
  isRead: boolean
  error: Error | undefined
  retry: () => void
}

const isRead = ({ data, isPlaceholderData }: Read) => data !== undefined && !isPlaceholderData

/** How far a dialog is with reading what it acts on. */
export function readingOf(reads: readonly Read[]): Reading {
  const failed = reads.filter(({ error }) => error !== null)
  return {
    isRead: reads.every(isRead),
    // What keeps the dialog from acting comes first.
    error: (failed.find((read) => !isRead(read)) ?? failed[0])?.error ?? undefined,
    retry: () => failed.forEach((read) => void read.refetch()),
  }
}
