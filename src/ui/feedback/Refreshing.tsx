import Box from '@mui/material/Box'
import type { ReactNode } from 'react'

/** Shows paler what answers an earlier question, until the answer to the new one is there. */
export const Refreshing = ({ isOld, children }: { isOld: boolean; children: ReactNode }) => (
  <Box aria-busy={isOld} sx={{ opacity: isOld ? 0.5 : 1 }}>
    {children}
  </Box>
)
