import Box from '@mui/material/Box'
import Skeleton from '@mui/material/Skeleton'
import { TwoColumns } from '../../../ui/layout/TwoColumns.tsx'
import { LoadingRows } from '../../../ui/feedback/LoadingRows.tsx'

/** Placeholder for a model: description, stages and facts. */
export function ModelSkeleton() {
  return (
    <TwoColumns aside={<LoadingRows count={3} />}>
      <Box aria-hidden>
        <Skeleton width={120} height={28} />
        <Skeleton width="60%" />
        <Skeleton width="66%" />
        <Skeleton width="38%" />
      </Box>
      <Box aria-hidden sx={{ display: 'grid', gap: 6, gridTemplateColumns: { sm: 'repeat(3, minmax(0, 1fr))' } }}>
        {['Production', 'Staging', 'Archived'].map((stage) => (
          <Box key={stage} sx={{ borderTop: 1, borderColor: 'divider', pt: 2 }}>
            <Skeleton width={96} />
            <Skeleton width="70%" />
          </Box>
        ))}
      </Box>
    </TwoColumns>
  )
}
