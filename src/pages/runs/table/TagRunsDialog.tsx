import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { tagKeyProblem } from '#contract/tags.ts'
import { useTagRuns } from '../../../api/many-runs.ts'
import { ConfirmDialog } from '../../../ui/forms/ConfirmDialog.tsx'
import { toast } from '../../../ui/feedback/toast.ts'
import { storedName, storedValue } from '../../../ui/forms/stored-text.ts'
import { succeeded } from '../../../ui/forms/write.ts'

type Props = { ids: readonly string[]; onClose: () => void }

/** Sets one tag on every selected run. */
export function TagRunsDialog({ ids, onClose }: Props) {
  const [text, setText] = useState('')
  const key = text.trim()
  const [value, setValue] = useState('')
  const tagging = useTagRuns()
  const problem = key === '' ? undefined : tagKeyProblem(key)
  const what = ids.length === 1 ? '1 run' : `${ids.length} runs`
  const save = async () => {
    if (!(await succeeded(tagging, { ids, tag: { key, value } }))) return
    toast({ text: `Tag “${key}” set on ${what}.` })
    onClose()
  }
  return (
    <ConfirmDialog
      title={`Tag ${what}`}
      confirm="Set tag"
      disabled={key === '' || problem !== undefined}
      write={tagging}
      onConfirm={() => void save()}
      onClose={onClose}
    >
      <Stack spacing={4} sx={{ pt: 2 }}>
        <TextField
          label="Key"
          autoFocus
          value={text}
          error={problem !== undefined}
          helperText={problem ?? storedName(text)}
          onChange={(event) => setText(event.target.value)}
          slotProps={{ htmlInput: { autoComplete: 'off', spellCheck: false } }}
        />
        <TextField
          label="Value"
          value={value}
          helperText={storedValue(value) ?? 'Replaces the value on runs that already have this tag.'}
          onChange={(event) => setValue(event.target.value)}
        />
      </Stack>
    </ConfirmDialog>
  )
}
