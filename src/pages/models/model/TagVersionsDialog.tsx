import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { tagKeyProblem } from '#contract/tags.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { useTagVersions } from '../../../api/many-versions.ts'
import { ConfirmDialog } from '../../../ui/forms/ConfirmDialog.tsx'
import { toast } from '../../../ui/feedback/toast.ts'
import { versionList } from '../../../domain/version-list.ts'
import { succeeded } from '../../../ui/forms/write.ts'

type Props = { chosen: readonly ModelVersion[]; onDone: () => void; onClose: () => void }

/** Sets one tag on several versions. */
export function TagVersionsDialog({ chosen, onDone, onClose }: Props) {
  const [key, setKey] = useState('')
  const [value, setValue] = useState('')
  const tag = useTagVersions()
  const problem = tagKeyProblem(key)
  const numbers = chosen.map(({ version }) => version)
  const had = chosen.filter(({ tags }) => tags?.some((it) => it.key === key && it.value !== value))
  const confirm = async () => {
    if (!(await succeeded(tag, { versions: chosen, tag: { key, value } }))) return
    toast({ text: `Tag “${key}” set on ${versionList(numbers)}.` })
    onDone()
  }
  return (
    <ConfirmDialog
      title={`Tag ${versionList(numbers)}`}
      confirm="Set tag"
      disabled={problem !== undefined}
      write={tag}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <Stack spacing={4} sx={{ pt: 2 }}>
        <TextField
          label="Key"
          autoFocus
          value={key}
          error={key !== '' && problem !== undefined}
          helperText={
            (key !== '' && problem) ||
            (had.length > 0 && `Replaces the value on ${versionList(had.map(({ version }) => version))}.`)
          }
          onChange={(event) => setKey(event.target.value)}
        />
        <TextField label="Value" value={value} onChange={(event) => setValue(event.target.value)} />
      </Stack>
    </ConfirmDialog>
  )
}
