import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'

/** Says what would be here, and the next step. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <Box sx={{ py: 12, px: 4, mx: 'auto', width: '100%', maxWidth: 640, textAlign: 'center' }}>
      <Typography variant="h2" component="p" gutterBottom>
        {title}
      </Typography>
      <Typography component="div" color="textSecondary">
        {children}
      </Typography>
    </Box>
  )
}
