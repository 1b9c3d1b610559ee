import Box from '@mui/material/Box'
import Stack from '@mui/material/Stack'
import type { ReactNode } from 'react'

/** A main column and a side column (below it on a phone). */
export function TwoColumns({ children, aside }: { children: ReactNode; aside: ReactNode }) {
  return (
    <Box sx={{ display: 'grid', columnGap: 12, rowGap: 8, gridTemplateColumns: { lg: 'minmax(0, 1fr) 340px' } }}>
      <Stack spacing={8} sx={{ minWidth: 0 }}>
        {children}
      </Stack>
      <Box sx={{ minWidth: 0 }}>{aside}</Box>
    </Box>
  )
}
