import Box from '@mui/material/Box'
import { useEffect } from 'react'
import { ErrorNotice } from '../feedback/ErrorNotice.tsx'
import { LoadingRows } from '../feedback/LoadingRows.tsx'

/** The part of an infinite query that a list needs. */
export type Paged = {
  hasNextPage: boolean
  isFetchingNextPage: boolean
  isFetchNextPageError: boolean
  error: Error | null
  fetchNextPage: () => unknown
}

/** The end of a growing list: loads the next page when it comes `near`, and shows an error if that fails. */
export function NextPage({ paged, near }: { paged: Paged; near: boolean }) {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, error, fetchNextPage } = paged
  const wanted = near && hasNextPage && !isFetchingNextPage && !isFetchNextPageError
  // Scrolling has no handler here: the virtualizer renders when it moved.
  useEffect(() => {
    if (wanted) fetchNextPage()
  }, [wanted, fetchNextPage])
  if (isFetchNextPageError && error && !isFetchingNextPage)
    return <ErrorNotice title="More rows could not be loaded" error={error} onRetry={() => void fetchNextPage()} />
  if (!isFetchingNextPage) return null
  return (
    <Box sx={{ position: 'sticky', left: 0 }}>
      <LoadingRows count={2} />
    </Box>
  )
}
