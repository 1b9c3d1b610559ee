import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import { EmptyState } from '../../ui/feedback/EmptyState.tsx'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { CloseButton } from '../../ui/forms/WriteDialog.tsx'
import { LoadingRows } from '../../ui/feedback/LoadingRows.tsx'
import type { RegisterSubject } from './subject.ts'
import { RegisterFields } from './RegisterFields.tsx'
import { useCandidates } from './use-candidates.ts'

/** Loads what can be registered, then asks for the name. */
export function RegisterModelForm({ subject, onClose }: { subject: RegisterSubject; onClose: () => void }) {
  const { candidates, error, retry } = useCandidates(subject)
  const [first] = candidates ?? []
  if (candidates && first) return <RegisterFields candidates={[first, ...candidates.slice(1)]} onClose={onClose} />
  return (
    <>
      <DialogContent>
        {error && <ErrorNotice title="The model to register could not be loaded" error={error} onRetry={retry} />}
        {!error && !candidates && <LoadingRows count={4} />}
        {candidates && (
          <EmptyState title="No models logged">
            You can register any folder or file of the run: select it under Artifacts.
          </EmptyState>
        )}
      </DialogContent>
      <DialogActions>
        <CloseButton />
      </DialogActions>
    </>
  )
}
