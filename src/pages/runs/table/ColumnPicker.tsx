import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Popover from '@mui/material/Popover'
import { useState } from 'react'
import { ColumnChoices, type ColumnChoice } from './ColumnChoices.tsx'

/** Chooses the columns of the runs table. */
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
          <ColumnChoices {...choice} />
        </Box>
      </Popover>
    </>
  )
}
