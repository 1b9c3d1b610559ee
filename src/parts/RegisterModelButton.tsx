import Button from '@mui/material/Button'
import { useState } from 'react'
import { RegisterModelDialog } from './RegisterModelDialog.tsx'
import type { RegisterSubject } from './register/subject.ts'

/** Opens the dialog that registers `subject`. */
export function RegisterModelButton({ subject }: { subject: RegisterSubject }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>Register model</Button>
      {open && <RegisterModelDialog subject={subject} onClose={() => setOpen(false)} />}
    </>
  )
}
