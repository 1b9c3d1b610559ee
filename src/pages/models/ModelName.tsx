import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import TextField from '@mui/material/TextField'
import { Pencil } from 'lucide-react'
import { useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { modelNameProblem } from '#contract/models.ts'
import { useRenameModel } from '../../api/models.ts'
import { paths } from '../../paths.ts'
import { ClampedName } from '../../ui/ClampedName.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { InlineForm } from '../../ui/InlineForm.tsx'
import { wrote } from '../../ui/write.ts'

/** The model's name, changed where it stands. */
export function ModelName({ name }: { name: string }) {
  const [draft, setDraft] = useState<string>()
  const pencil = useRef<HTMLButtonElement>(null)
  const rename = useRenameModel(name)
  const navigate = useNavigate()
  if (draft === undefined)
    return (
      <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 1, maxWidth: '100%' }}>
        <ClampedName name={name} />
        <CopyButton text={name} what="name" />
        <IconButton ref={pencil} aria-label="Rename" title="Rename" onClick={() => setDraft(name)}>
          <Pencil size={14} aria-hidden />
        </IconButton>
      </Box>
    )
  const problem = modelNameProblem(draft)
  const close = () => {
    setDraft(undefined)
    rename.reset()
    requestAnimationFrame(() => pencil.current?.focus()) // it comes back only with the next frame
  }
  const save = async () => {
    if (draft === name) close()
    else if (await wrote(rename, draft)) void navigate(paths.model(draft), { replace: true })
  }
  return (
    <InlineForm
      label="Rename"
      disabled={problem !== undefined}
      pending={rename.isPending}
      onSave={() => void save()}
      onCancel={close}
    >
      <TextField
        label="Name"
        autoFocus
        value={draft}
        error={problem !== undefined || rename.error !== null}
        helperText={
          problem ?? rename.error?.message ?? 'Code that loads the model by its old name will no longer find it.'
        }
        onChange={(event) => {
          rename.reset()
          setDraft(event.target.value)
        }}
        slotProps={{ htmlInput: { dir: 'auto', autoComplete: 'off', spellCheck: false } }}
      />
    </InlineForm>
  )
}
