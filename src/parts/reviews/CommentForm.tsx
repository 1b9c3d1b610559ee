import Button from '@mui/material/Button'
import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import type { VersionId } from '#contract/versions.ts'
import { useAddComment, useEditComment } from '../../api/writes/reviews.ts'
import { succeeded, type Write } from '../../ui/forms/write.ts'
import { WriteButton } from '../../ui/forms/WriteButton.tsx'

/** Adds a comment to a version. */
export function CommentForm({ id }: { id: VersionId }) {
  const add = useAddComment(id)
  const [round, setRound] = useState(0)
  return <Form key={round} text="" label="Comment" action="Comment" write={add} onDone={() => setRound(round + 1)} />
}

/** Changes a comment of one's own. */
export function EditComment({ id, text, onClose }: { id: string; text: string; onClose: () => void }) {
  const edit = useEditComment()
  const write: Write<string> = {
    mutateAsync: (comment) => edit.mutateAsync({ id, comment }),
    isPending: edit.isPending,
    error: edit.error,
    reset: edit.reset,
  }
  return (
    <Form text={text} label="Edit comment" action="Save" write={write} onDone={onClose} onCancel={onClose} autoFocus />
  )
}

type FormProps = {
  text: string
  label: string
  action: string
  write: Write<string>
  onDone: () => void
  onCancel?: () => void
  autoFocus?: boolean
}

function Form({ text, label, action, write, onDone, onCancel, autoFocus = false }: FormProps) {
  const [draft, setDraft] = useState(text)
  const isEmpty = draft.trim() === ''
  const send = async () => {
    if (!isEmpty && !write.isPending && (await succeeded(write, draft))) onDone()
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <TextField
        label={label}
        multiline
        minRows={2}
        maxRows={12}
        fullWidth
        autoFocus={autoFocus}
        value={draft}
        error={write.error !== null}
        helperText={write.error?.message}
        onChange={(event) => {
          if (write.error) write.reset()
          setDraft(event.target.value)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send()
          if (event.key === 'Escape') onCancel?.()
        }}
        slotProps={{ htmlInput: { dir: 'auto' } }}
        sx={{ mt: 2, maxWidth: 720 }}
      />
      <Stack direction="row" spacing={2} sx={{ mt: 2, mb: 4 }}>
        <WriteButton type="submit" variant="contained" disabled={isEmpty} pending={write.isPending}>
          {action}
        </WriteButton>
        {onCancel && <Button onClick={onCancel}>Cancel</Button>}
      </Stack>
    </form>
  )
}
