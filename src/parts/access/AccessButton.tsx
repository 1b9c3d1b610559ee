import Button from '@mui/material/Button'
import { useState } from 'react'
import type { ThingId } from '#contract/access/access.ts'
import { onDemand } from '../../ui/feedback/on-demand.tsx'

const AccessDialog = onDemand(async () => (await import('./AccessDialog.tsx')).AccessDialog)

/** Opens the dialog that says who may do what with a thing. */
export function AccessButton({ thing }: { thing: ThingId }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button variant="text" color="inherit" onClick={() => setOpen(true)}>
        Access
      </Button>
      {isOpen && <AccessDialog thing={thing} onClose={() => setOpen(false)} />}
    </>
  )
}
