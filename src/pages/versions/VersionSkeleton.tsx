import Box from '@mui/material/Box'
import Skeleton from '@mui/material/Skeleton'
import { LoadingRows } from '../../ui/feedback/LoadingRows.tsx'
import { TwoColumns } from '../../ui/layout/TwoColumns.tsx'

/** Placeholder for the overview: main column left, facts right. */
export function VersionSkeleton() {
  return (
    <TwoColumns aside={<LoadingRows count={7} />}>
      <Box aria-hidden>
        <Skeleton width={120} height={28} />
        <Skeleton width="60%" />
        <Skeleton width="72%" />
        <Skeleton width="40%" />
        <Skeleton width={160} height={28} sx={{ mt: 6 }} />
        <Skeleton variant="rounded" height={96} />
      </Box>
    </TwoColumns>
  )
}
