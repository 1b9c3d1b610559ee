import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import type { MoveCheck } from '#contract/policy/schemas.ts'
import type { Destination } from '#contract/review-log.ts'

type Props = { missing: MoveCheck['missing']; stage: Destination; children?: ReactNode }

/** What the policy still misses, before anybody tries to move the version. */
export function PolicyNotice({ missing, stage, children }: Props) {
  if (missing.length === 0) return null
  return (
    <Alert severity="warning" variant="outlined" role="note" sx={{ mb: 4, '.MuiAlert-message': { width: '100%' } }}>
      The policy for {stage} is not met. Still needed:
      <Box component="ul" sx={{ m: 0, mt: 1, pl: 5, overflowWrap: 'anywhere' }}>
        {[...new Set(missing.map(({ text }) => text))].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </Box>
      {children}
    </Alert>
  )
}
