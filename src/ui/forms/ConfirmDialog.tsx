import Alert from '@mui/material/Alert'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { type FormEvent, type ReactNode, useEffect, useId } from 'react'
import type { Reading } from '../feedback/reads.ts'
import { ReadingStatus } from './ReadingStatus.tsx'
import { WriteButton } from './WriteButton.tsx'
import { CloseButton, WriteDialog } from './WriteDialog.tsx'

type Props = {
  title: string
  children: ReactNode
  /** The button's label, a verb: “Delete model”. */
  confirm: string
  /** Red, for actions that cannot be undone. */
  destructive?: boolean
  disabled?: boolean
  /** What it must have read before it can start; a ReadNotice beside it says what failed. */
  reading?: Reading | undefined
  /** The write this dialog starts. */
  write: { isPending: boolean; error: Error | null }
  onConfirm: () => void
  onClose: () => void
}

/** Asks before a write, shows its error in place, and keeps what was typed. */
export function ConfirmDialog({
  title,
  children,
  confirm,
  destructive,
  reading,
  write,
  onConfirm,
  onClose,
  ...more
}: Props) {
  const id = useId()
  const disabled = more.disabled || reading?.isRead === false
  useEffect(() => () => void setTimeout(keepFocus), []) // after the dialog has returned it
  const submit = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation() // a dialog may be inside another form
    if (!disabled && !write.isPending) onConfirm()
  }
  return (
    <WriteDialog isWriting={write.isPending} onClose={onClose} aria-labelledby={id}>
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
          {reading && <ReadingStatus id={`${id}-reading`} reading={reading} />}
          <CloseButton />
          <WriteButton
            type="submit"
            variant="contained"
            color={destructive ? 'error' : 'primary'}
            disabled={disabled}
            aria-describedby={reading && `${id}-reading`}
            pending={write.isPending}
          >
            {confirm}
          </WriteButton>
        </DialogActions>
      </form>
    </WriteDialog>
  )
}

/** If the button that opened the dialog is gone, such as that of a deleted row, the keyboard goes on from the page's heading. */
function keepFocus() {
  if (document.activeElement === document.body)
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
}
