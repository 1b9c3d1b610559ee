import Box from '@mui/material/Box'
import Skeleton from '@mui/material/Skeleton'
import { TwoColumns } from '../layout/TwoColumns.tsx'

/** Placeholder rows for content that is loading. */
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

/** Placeholder for a section: its heading and lines of text of these widths. */
export const LoadingSection = ({ lines }: { lines: readonly string[] }) => (
  <Box aria-hidden sx={{ mb: 6 }}>
    <Skeleton width={120} height={28} />
    {lines.map((width) => (
      <Skeleton key={width} width={width} />
    ))}
  </Box>
)

/** Placeholder for a page's main column and side column. */
export const LoadingColumns = () => (
  <TwoColumns aside={<LoadingRows count={5} />}>
    <LoadingRows count={8} />
  </TwoColumns>
)
