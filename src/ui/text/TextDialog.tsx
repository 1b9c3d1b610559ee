import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { CopyButton } from '../controls/CopyButton.tsx'

type Props = { title: string; text: string; onClose: () => void }

/** A long text in full, with its line breaks, to read and copy. */
export function TextDialog({ title, text, onClose }: Props) {
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="md" aria-label={title}>
      <DialogTitle sx={{ overflowWrap: 'anywhere' }}>
        {title} <CopyButton text={text} what={title} />
      </DialogTitle>
      <DialogContent dividers>
        <Box component="pre" sx={{ m: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', tabSize: 4 }}>
          {text}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Close</Button>
      </DialogActions>
    </Dialog>
  )
}
