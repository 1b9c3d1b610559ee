import DialogTitle from '@mui/material/DialogTitle'
import { Suspense } from 'react'
import { LoadingRows } from '../ui/feedback/LoadingRows.tsx'
import { WriteDialog } from '../ui/forms/WriteDialog.tsx'
import { onDemand } from '../ui/feedback/on-demand.tsx'
import type { RegisterSubject } from './register/subject.ts'

type Props = { subject: RegisterSubject; onClose: () => void }

/** Registers something as a version of a new or existing model. Mount it only while open. */
export function RegisterModelDialog({ subject, onClose }: Props) {
  return (
    <WriteDialog onClose={onClose} aria-labelledby="register-model">
      <DialogTitle id="register-model">Register model</DialogTitle>
      <Suspense fallback={<LoadingRows count={4} />}>
        <RegisterModelForm subject={subject} onClose={onClose} />
      </Suspense>
    </WriteDialog>
  )
}

const RegisterModelForm = onDemand(async () => (await import('./register/RegisterModelForm.tsx')).RegisterModelForm, {
  inPlace: true,
})
