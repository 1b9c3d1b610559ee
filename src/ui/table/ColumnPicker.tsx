import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Popover from '@mui/material/Popover'
import { Suspense, useState } from 'react'
import { LoadingRows } from '../feedback/LoadingRows.tsx'
import { onDemand } from '../feedback/on-demand.tsx'
import type { ColumnChoice } from './ColumnChoices.tsx'

const ColumnChoices = onDemand(async () => (await import('./ColumnChoices.tsx')).ColumnChoices)

/** Chooses the columns of a table. */
export function ColumnPicker(choice: ColumnChoice) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  return (
    <>
      <Button
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        Columns
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': 'Columns', 'aria-modal': true } }}
      >
        <Box sx={{ width: 320, maxWidth: '100%' }}>
          <Suspense fallback={<LoadingRows count={8} />}>
            <ColumnChoices {...choice} />
          </Suspense>
        </Box>
      </Popover>
    </>
  )
}
