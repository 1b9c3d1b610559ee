import Button from '@mui/material/Button'
import { useState } from 'react'
import { RegisterModelDialog, type Subject } from './RegisterModelDialog.tsx'

/** Opens the dialog that registers `subject`. */
export function RegisterModelButton({ subject }: { subject: Subject }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>Register model</Button>
      {open && <RegisterModelDialog subject={subject} onClose={() => setOpen(false)} />}
    </>
  )
}
