import Box from '@mui/material/Box'
import Skeleton from '@mui/material/Skeleton'
import { TwoColumns } from '../layout/TwoColumns.tsx'

/** Rows in the shape of what is on its way: lines of text, of many lengths, over hairlines. */
export function LoadingRows({ count }: { count: number }) {
  return (
    <Box role="status" aria-label="Loading">
      {Array.from({ length: count }, (_, row) => (
        <Box
          key={row}
          sx={{ height: 36, display: 'flex', alignItems: 'center', borderBottom: 1, borderColor: 'divider' }}
        >
          <Skeleton variant="text" width={`${40 + ((row * 23) % 45)}%`} />
        </Box>
      ))}
    </Box>
  )
}

/** What a page is about, and what stands beside it, on their way. */
export const LoadingColumns = () => (
  <TwoColumns aside={<LoadingRows count={5} />}>
    <LoadingRows count={8} />
  </TwoColumns>
)
