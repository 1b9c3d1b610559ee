import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useCreateExperiment } from '../../api/experiments.ts'
import { paths } from '../../paths.ts'

/** Asks for a name; what the server says of it stands beside the field, and nothing typed is lost. */
export function CreateExperimentDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('')
  const navigate = useNavigate()
  const create = useCreateExperiment()
  const tooLong = name.length > 500 ? 'Names can have at most 500 characters.' : undefined
  const problem = tooLong ?? create.error?.message
  return (
    <Dialog open fullWidth maxWidth="xs" onClose={onClose} aria-labelledby="create-experiment">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          create.mutate({ name }, { onSuccess: ({ experiment_id }) => void navigate(paths.runs([experiment_id])) })
        }}
      >
        <DialogTitle id="create-experiment">Create experiment</DialogTitle>
        <DialogContent>
          <TextField
            autoFocus
            fullWidth
            margin="dense"
            label="Name"
            value={name}
            onChange={(event) => {
              setName(event.target.value)
              create.reset()
            }}
            error={problem !== undefined}
            helperText={problem}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            variant="contained"
            disabled={!name.trim() || tooLong !== undefined}
            loading={create.isPending}
          >
            Create
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
