import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { tagKeyProblem } from '#contract/tags.ts'
import type { Tag } from '#contract/values.ts'
import { onePair, unpaired } from '../domain/tags/tag-pairs.ts'
import { ConfirmDialog } from '../ui/forms/ConfirmDialog.tsx'
import { storedName, storedValue } from '../ui/forms/stored-text.ts'
import { toast } from '../ui/feedback/toast.ts'

type Props = {
  /** What gets the tag: “3 runs”, “versions 3 and 5”. */
  what: string
  /** What a tag replaces, if anything. */
  hint: (tag: Tag) => string | undefined
  /** Whether some of them have a tag of this key already. */
  isKnown?: (key: string) => boolean
  write: { isPending: boolean; error: Error | null }
  /** Sets the tag; true if that succeeded. */
  onSet: (tag: Tag) => Promise<boolean>
  onDone: () => void
  onClose: () => void
}

/** Sets one tag on many things. */
export function TagDialog({ what, hint, isKnown = () => false, write, onSet, onDone, onClose }: Props) {
  const [text, setText] = useState('')
  // A key that exists is used unchanged; only a new one is trimmed.
  const key = isKnown(text) ? text : text.trim()
  const [value, setValue] = useState('')
  const problem = tagKeyProblem(key)
  const missing = isKnown(key) ? undefined : unpaired({ key, value })
  const set = async () => {
    if (!(await onSet({ key, value }))) return
    toast({ text: `Tag “${key}” set on ${what}.` })
    onDone()
  }
  return (
    <ConfirmDialog
      title={`Tag ${what}`}
      confirm="Set tag"
      disabled={problem !== undefined || missing !== undefined}
      write={write}
      onConfirm={() => void set()}
      onClose={onClose}
    >
      <Stack spacing={4} sx={{ pt: 2 }}>
        <TextField
          label="Key"
          autoFocus
          value={text}
          error={key !== '' && problem !== undefined}
          helperText={(key !== '' && problem) || (key !== text && storedName(text))}
          onChange={(event) => setText(event.target.value)}
          onPaste={(event) => {
            const pair = onePair(event.clipboardData.getData('text'))
            if (!pair) return
            event.preventDefault()
            setText(pair.key)
            setValue(pair.value)
          }}
          slotProps={{ htmlInput: { autoComplete: 'off', spellCheck: false } }}
        />
        <TextField
          label="Value"
          value={value}
          helperText={[missing, storedValue(value), hint({ key, value })].filter(Boolean).join(' ')}
          onChange={(event) => setValue(event.target.value)}
        />
      </Stack>
    </ConfirmDialog>
  )
}
