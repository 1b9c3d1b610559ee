import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import TextField from '@mui/material/TextField'
import Typography from '@mui/material/Typography'
import { type FormEvent, useId, useState } from 'react'
import { LONGEST_NAME } from '../preferences.ts'

/** Asks once, before the first write, under which name to record it. The write goes on either way. */
export function YourNameDialog({ onAnswer, onClose }: { onAnswer: (name: string) => void; onClose: () => void }) {
  const [name, setName] = useState('')
  const id = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim()) onAnswer(name)
  }
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby={id}>
      <form onSubmit={submit} noValidate>
        <DialogTitle id={id}>Who is making this change?</DialogTitle>
        <DialogContent>
          <Typography gutterBottom>
            This server has no sign-in, so enter a name that others will recognize. It is stored in this browser and not
            verified. You can change it in Settings.
          </Typography>
          <TextField
            label="Your name"
            autoFocus
            fullWidth
            value={name}
            onChange={(event) => setName(event.target.value)}
            slotProps={{ htmlInput: { autoComplete: 'name', maxLength: LONGEST_NAME, dir: 'auto' } }}
            sx={{ mt: 3 }}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Skip</Button>
          <Button type="submit" variant="contained" disabled={!name.trim()}>
            Continue
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
