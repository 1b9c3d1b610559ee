import Button from '@mui/material/Button'
import { useState } from 'react'
import type { ModelVersion } from '#contract/versions.ts'
import { onDemand } from '../../../ui/feedback/on-demand.tsx'

const DossierDialog = onDemand(async () => (await import('./DossierDialog.tsx')).DossierDialog)

/** Opens what saves a version as one file. */
export function DossierButton({ version }: { version: ModelVersion }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button color="inherit" sx={{ borderColor: 'divider' }} onClick={() => setOpen(true)}>
        Dossier…
      </Button>
      {isOpen && <DossierDialog version={version} onClose={() => setOpen(false)} />}
    </>
  )
}
