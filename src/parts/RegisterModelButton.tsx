import Button from '@mui/material/Button'
import { useState } from 'react'
import { useServerRights } from '../api/access/access.ts'
import { onDemand } from '../ui/feedback/on-demand.tsx'
import type { RegisterSubject } from './register/subject.ts'

const RegisterModelDialog = onDemand(async () => (await import('./RegisterModelDialog.tsx')).RegisterModelDialog)

/** Opens the dialog that registers `subject`; for those who may register. */
export function RegisterModelButton({ subject }: { subject: RegisterSubject }) {
  const { register } = useServerRights()
  const [open, setOpen] = useState(false)
  if (!register) return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>Register model</Button>
      {open && <RegisterModelDialog subject={subject} onClose={() => setOpen(false)} />}
    </>
  )
}
