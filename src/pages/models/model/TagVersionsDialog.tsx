import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { tagKeyProblem, tagValue } from '#contract/tags.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { useTagVersions } from '../../../api/many-versions.ts'
import { ConfirmDialog } from '../../../ui/forms/ConfirmDialog.tsx'
import { toast } from '../../../ui/feedback/toast.ts'
import { versionList } from '../../../domain/version-list.ts'
import { storedName, storedValue } from '../../../ui/forms/stored-text.ts'
import { succeeded } from '../../../ui/forms/write.ts'

type Props = { chosen: readonly ModelVersion[]; onDone: () => void; onClose: () => void }

/** Sets one tag on several versions. */
export function TagVersionsDialog({ chosen, onDone, onClose }: Props) {
  const [text, setText] = useState('')
  // A key that exists is used unchanged; only a new one is trimmed.
  const key = chosen.some(({ tags }) => tagValue(tags, text) !== undefined) ? text : text.trim()
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
          value={text}
          error={key !== '' && problem !== undefined}
          helperText={
            (key !== '' && problem) ||
            [
              key !== text && storedName(text),
              had.length > 0 && `Replaces the value on ${versionList(had.map(({ version }) => version))}.`,
            ]
              .filter(Boolean)
              .join(' ')
          }
          onChange={(event) => setText(event.target.value)}
        />
        <TextField
          label="Value"
          value={value}
          helperText={storedValue(value)}
          onChange={(event) => setValue(event.target.value)}
        />
      </Stack>
    </ConfirmDialog>
  )
}
