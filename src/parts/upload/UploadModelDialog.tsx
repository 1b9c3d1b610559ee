import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { useState } from 'react'
import { placeUri } from '#contract/model-uri.ts'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { toast } from '../../ui/toast.ts'
import type { Candidate } from '../register/candidate.ts'
import { RegisterFields } from '../register/RegisterFields.tsx'
import { FolderDrop } from './FolderDrop.tsx'
import type { PickedFolder } from './picked-folder.ts'
import { UploadProgress } from './UploadProgress.tsx'
import { useUpload } from './use-upload.ts'

/** Registers a model folder that was never in a run: first all of its files, then the version. */
export function UploadModelDialog({ onClose }: { onClose: () => void }) {
  const [folder, setFolder] = useState<PickedFolder>()
  const upload = useUpload()
  const { items, isRunning, error, arrivedAt } = upload
  const close = () => {
    onClose()
    upload.cancel().catch((failure: Error) => toast({ text: failure.message, tone: 'error' }))
  }
  return (
    <Dialog
      open
      fullWidth
      maxWidth="sm"
      // A click beside the dialog does not end an upload.
      onClose={(_event, reason) => (reason === 'backdropClick' && folder ? undefined : close())}
      aria-labelledby="upload-model"
    >
      <DialogTitle id="upload-model">{arrivedAt ? 'Register what was uploaded' : 'Upload a model folder'}</DialogTitle>
      {arrivedAt && folder ? (
        <RegisterFields candidates={[candidateAt(arrivedAt, folder.name)]} onClose={onClose} />
      ) : (
        <>
          <DialogContent dividers>
            {!folder && (
              <FolderDrop
                onPick={(picked) => {
                  setFolder(picked)
                  upload.start(picked)
                }}
              />
            )}
            {folder && <UploadProgress items={items} />}
            {error && <ErrorNotice title="Nothing could be uploaded" error={error} />}
          </DialogContent>
          <DialogActions sx={{ px: 6, py: 3 }}>
            <Button onClick={close}>Cancel</Button>
            {folder && (
              <Button variant="contained" loading={isRunning} onClick={() => upload.resume(folder.name)}>
                Send the rest again
              </Button>
            )}
          </DialogActions>
        </>
      )}
    </Dialog>
  )
}

function candidateAt(at: { run_id: string; uri: string; path: string }, label: string): Candidate {
  const place = { owner: { run_id: at.run_id }, path: at.path }
  return { label, uri: placeUri(place), source: at.uri, run_id: at.run_id, place }
}
