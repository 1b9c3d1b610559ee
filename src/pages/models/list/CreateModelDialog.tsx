import TextField from '@mui/material/TextField'
import Stack from '@mui/material/Stack'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { modelNameError } from '../../../domain/name-problems.ts'
import { useCreateModel } from '../../../api/models.ts'
import { isAboutInput } from '../../../api/refusals.ts'
import { paths } from '../../../paths.ts'
import { ConfirmDialog } from '../../../ui/forms/ConfirmDialog.tsx'
import { NameField } from '../../../ui/forms/NameField.tsx'
import { succeeded } from '../../../ui/forms/write.ts'

/** Creates a registered model without versions. */
export function CreateModelDialog({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('')
  const name = text.trim()
  const [description, setDescription] = useState('')
  const navigate = useNavigate()
  const create = useCreateModel()
  const refusal = isAboutInput(create.error) ? create.error?.message : undefined
  const problem = text === '' ? undefined : (modelNameError(name) ?? refusal)
  const save = async () => {
    if (await succeeded(create, { name, description })) void navigate(paths.model(name))
  }
  return (
    <ConfirmDialog
      title="Create model"
      confirm="Create"
      disabled={name === '' || problem !== undefined}
      write={refusal === undefined ? create : { isPending: create.isPending, error: null }}
      onConfirm={() => void save()}
      onClose={onClose}
    >
      <Stack spacing={4} sx={{ pt: 2 }}>
        <NameField
          name={text}
          stored={name}
          problem={problem}
          onChange={(next) => {
            create.reset()
            setText(next)
          }}
        />
        <TextField
          label="Description (Markdown, optional)"
          multiline
          minRows={3}
          maxRows={12}
          fullWidth
          value={description}
          onChange={(event) => setDescription(event.target.value)}
          slotProps={{ htmlInput: { dir: 'auto' } }}
        />
      </Stack>
    </ConfirmDialog>
  )
}
