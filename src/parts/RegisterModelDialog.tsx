import Dialog from '@mui/material/Dialog'
import DialogTitle from '@mui/material/DialogTitle'
import { Suspense } from 'react'
import type { Place } from '#contract/model-uri.ts'
import { LoadingRows } from '../ui/LoadingRows.tsx'
import { onDemand } from '../ui/on-demand.tsx'

/** One folder, file or logged model; or a run, whose models are then offered to choose from. */
export type Subject = Place | { run_id: string }

type Props = { subject: Subject; onClose: () => void }

/** Registers something as a version of a new or an existing model. Render it while it is open. */
export function RegisterModelDialog({ subject, onClose }: Props) {
  return (
    <Dialog open fullWidth maxWidth="sm" onClose={onClose} aria-labelledby="register-model">
      <DialogTitle id="register-model">Register model</DialogTitle>
      <Suspense fallback={<LoadingRows count={4} />}>
        <RegisterModelForm subject={subject} onClose={onClose} />
      </Suspense>
    </Dialog>
  )
}

const RegisterModelForm = onDemand(async () => (await import('./register/RegisterModelForm.tsx')).RegisterModelForm)
