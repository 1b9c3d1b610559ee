import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { Reading } from '../feedback/reads.ts'

type Props = { id: string; reading: Reading }

/** Beside a button that waits: why it can't be pressed yet. */
export function ReadingStatus({ id, reading }: Props) {
  const isWaiting = !reading.isRead && !reading.error
  return (
    <Typography id={id} role="status" variant="body2" color="textSecondary" sx={{ mr: 'auto', pl: 3 }}>
      {isWaiting && (
        <Box component="span" sx={late}>
          Reading…
        </Box>
      )}
    </Typography>
  )
}

/** What takes no time needs no word. */
const late = {
  animation: 'reading-late 300ms step-end',
  '@keyframes reading-late': { from: { visibility: 'hidden' } },
} as const
