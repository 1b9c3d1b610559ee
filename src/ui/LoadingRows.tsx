import Box from '@mui/material/Box'
import Skeleton from '@mui/material/Skeleton'

/** Rows in the shape of what is on its way. */
export function LoadingRows({ count }: { count: number }) {
  return (
    <Box role="status" aria-label="Loading">
      {Array.from({ length: count }, (_, row) => (
        <Skeleton
          key={row}
          variant="text"
          sx={{ height: 36, borderBottom: 1, borderColor: 'divider', transform: 'none' }}
        />
      ))}
    </Box>
  )
}
