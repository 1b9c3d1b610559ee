import Button from '@mui/material/Button'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import TextField from '@mui/material/TextField'
import { placeUri } from '#contract/model-uri.ts'
import type { Subject } from '../RegisterModelDialog.tsx'

export function RegisterModelForm({ subject, onClose }: { subject: Subject; onClose: () => void }) {
  return (
    <>
      <DialogContent>
        <code>{'owner' in subject ? placeUri(subject) : subject.run_id}</code>
        <TextField label="Model name" fullWidth autoFocus />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="contained">Register</Button>
      </DialogActions>
    </>
  )
}
