import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useCreateExperiment } from '../../api/experiments.ts'
import { NameField } from '../../ui/forms/NameField.tsx'
import { useExperimentName } from '../../parts/experiments/use-experiment-name.ts'
import { paths } from '../../paths.ts'
import { ConfirmDialog } from '../../ui/forms/ConfirmDialog.tsx'

/** Asks for a name, shows the server's error beside the field, and keeps what was typed. */
export function CreateExperimentDialog({ onClose }: { onClose: () => void }) {
  const { text, name, setName, problem } = useExperimentName()
  const [location, setLocation] = useState('')
  const navigate = useNavigate()
  const create = useCreateExperiment()
  const submit = () =>
    create.mutate(
      { name, ...(location.trim() && { artifact_location: location.trim() }) },
      { onSuccess: ({ experiment_id }) => void navigate(paths.runs([experiment_id])) },
    )
  const refusal = create.error?.message
  // One error for two fields: with a location given and the name free, it is about the location.
  const ofLocation = location.trim() !== '' && !/already exists|name/i.test(refusal ?? '')
  return (
    <ConfirmDialog
      title="Create experiment"
      confirm="Create"
      disabled={problem !== undefined}
      write={{ isPending: create.isPending, error: null }}
      onConfirm={submit}
      onClose={onClose}
    >
      <Stack spacing={4} sx={{ pt: 2 }}>
        <NameField
          name={text}
          stored={name}
          problem={problem ?? (ofLocation ? undefined : refusal)}
          onChange={(next) => {
            create.reset()
            setName(next)
          }}
        />
        <TextField
          label="Artifact location (optional)"
          fullWidth
          value={location}
          error={ofLocation && refusal !== undefined}
          helperText={
            (ofLocation && refusal) ||
            'Where the files of its runs are stored. Leave empty for the default. You can’t change this later.'
          }
          onChange={(event) => {
            create.reset()
            setLocation(event.target.value)
          }}
          slotProps={{ htmlInput: { autoComplete: 'off', spellCheck: false } }}
        />
      </Stack>
    </ConfirmDialog>
  )
}
