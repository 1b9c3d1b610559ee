import Button from '@mui/material/Button'
import { useState } from 'react'
import { onDemand } from '../feedback/on-demand.tsx'
import type { ColumnChoice } from './ColumnChoices.tsx'

const ColumnsPopover = onDemand(async () => (await import('./ColumnChoices.tsx')).ColumnsPopover)

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
      {anchor && <ColumnsPopover {...choice} anchor={anchor} onClose={() => setAnchor(null)} />}
    </>
  )
}
