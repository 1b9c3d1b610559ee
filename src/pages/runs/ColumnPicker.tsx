import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Popover from '@mui/material/Popover'
import { useState } from 'react'
import { ColumnChoices } from './ColumnChoices.tsx'
import type { KeyColumn } from './run-keys.ts'

export type Picker = {
  /** The metrics, params and tags that were seen. */
  keys: readonly KeyColumn[]
  shown: readonly string[]
  /** Undefined goes back to the usual ones. */
  onChange: (columns: readonly string[] | undefined) => void
}

/** Chooses the columns of the runs table. */
export function ColumnPicker(picker: Picker) {
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
          <ColumnChoices {...picker} />
        </Box>
      </Popover>
    </>
  )
}
