import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { useId } from 'react'
import { ErrorNotice } from './ErrorNotice.tsx'

/** `updated`: the server is reachable but now serves other code than this page was built from. */
export type WhyMissing = 'away' | 'updated'

type Props = {
  why: WhyMissing
  onRetry: () => void
  /** Set where the piece can be closed, such as a dialog. */
  onClose: (() => void) | undefined
}

const title = 'This could not be loaded'
const reasons: Record<WhyMissing, string> = {
  away: 'The server cannot be reached. This opens automatically when it is back.',
  updated: 'Modelshelf was updated. Save your work here, then reload the page.',
}

/** Replaces a piece of the page whose code failed to load; the rest of the page keeps its state. */
export function NotLoaded({ why, onRetry, onClose }: Props) {
  const id = useId()
  const again =
    why === 'updated' ? { text: 'Reload', run: () => window.location.reload() } : { text: 'Retry', run: onRetry }
  if (!onClose)
    return <ErrorNotice title={title} error={new Error(reasons[why])} onRetry={again.run} retry={again.text} />
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby={id}>
      <DialogTitle id={id}>{title}</DialogTitle>
      <DialogContent>{reasons[why]}</DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Close</Button>
        <Button variant="contained" onClick={again.run}>
          {again.text}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
