import Alert from '@mui/material/Alert'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { type FormEvent, type ReactNode, useEffect, useId } from 'react'
import { WriteButton } from './WriteButton.tsx'

type Props = {
  title: string
  children: ReactNode
  /** The button's label, a verb: “Delete model”. */
  confirm: string
  /** Red, for actions that cannot be undone. */
  destructive?: boolean
  disabled?: boolean
  /** The write this dialog starts. */
  write: { isPending: boolean; error: Error | null }
  onConfirm: () => void
  onClose: () => void
}

/** Asks before a write, shows its error in place, and keeps what was typed. */
export function ConfirmDialog({ title, children, confirm, destructive, disabled, write, onConfirm, onClose }: Props) {
  const id = useId()
  useEffect(() => () => void setTimeout(keepFocus), []) // after the dialog has returned it
  const submit = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation() // a dialog may be inside another form
    if (!disabled && !write.isPending) onConfirm()
  }
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby={id}>
      <form onSubmit={submit} noValidate>
        <DialogTitle id={id} sx={{ overflowWrap: 'anywhere' }}>
          {title}
        </DialogTitle>
        <DialogContent>
          {children}
          {write.error && (
            <Alert severity="error" variant="outlined" sx={{ mt: 4, overflowWrap: 'anywhere' }}>
              {write.error.message}
            </Alert>
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <WriteButton
            type="submit"
            variant="contained"
            color={destructive ? 'error' : 'primary'}
            disabled={disabled ?? false}
            pending={write.isPending}
          >
            {confirm}
          </WriteButton>
        </DialogActions>
      </form>
    </Dialog>
  )
}

/** If the button that opened the dialog is gone, such as that of a deleted row, the keyboard goes on from the page's heading. */
function keepFocus() {
  if (document.activeElement === document.body)
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
}
