import Box from '@mui/material/Box'
import { Circle, CircleCheck, CircleStop, CircleX, Clock, LoaderCircle } from 'lucide-react'
import type { RunStatus } from '#contract/runs.ts'

const looks = {
  RUNNING: { word: 'Running', Shape: LoaderCircle, color: 'info.main' },
  SCHEDULED: { word: 'Scheduled', Shape: Clock, color: 'text.secondary' },
  FINISHED: { word: 'Finished', Shape: CircleCheck, color: 'success.main' },
  FAILED: { word: 'Failed', Shape: CircleX, color: 'error.main' },
  KILLED: { word: 'Killed', Shape: CircleStop, color: 'warning.main' },
} as const

/** A run's status, by word, shape and colour. */
export function RunStatusLabel({ status }: { status: RunStatus }) {
  const { word, Shape, color } = looks[status] ?? { word: status, Shape: Circle, color: 'text.secondary' } // other servers may use other statuses
  return (
    <Box
      component="span"
      sx={{ display: 'inline-flex', alignItems: 'center', gap: 1, whiteSpace: 'nowrap', verticalAlign: 'bottom' }}
    >
      <Box component="span" sx={{ color, display: 'inline-flex' }}>
        <Shape size={14} aria-hidden />
      </Box>
      {word}
    </Box>
  )
}
