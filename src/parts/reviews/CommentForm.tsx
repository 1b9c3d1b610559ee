import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import type { VersionId } from '#contract/versions.ts'
import { useAddComment, useEditComment } from '../../api/writes/reviews.ts'
import { CancelButton } from '../../ui/forms/CancelButton.tsx'
import { useDraft } from '../../ui/forms/draft.ts'
import { useStarting } from '../../ui/forms/use-starting.ts'
import { succeeded, type Write } from '../../ui/forms/write.ts'
import { WriteButton } from '../../ui/forms/WriteButton.tsx'

/** Adds a comment to a version. */
export function CommentForm({ id }: { id: VersionId }) {
  const add = useAddComment(id)
  const draft = useDraft(['comment', id.name, id.version])
  return <Form draft={draft} label="Comment" action="Comment" write={add} />
}

/** Changes a comment of one's own. */
export function EditComment({ id, text, onClose }: { id: string; text: string; onClose: () => void }) {
  const edit = useEditComment()
  const draft = useDraft(['edit', id], text)
  const write: Write<string> = {
    mutateAsync: (comment) => edit.mutateAsync({ id, comment }),
    isPending: edit.isPending,
    error: edit.error,
    reset: edit.reset,
  }
  return (
    <Form
      draft={draft}
      label="Edit comment"
      action="Save"
      write={write}
      onDone={onClose}
      onCancel={onClose}
      autoFocus
    />
  )
}

type FormProps = {
  draft: ReturnType<typeof useDraft>
  label: string
  action: string
  write: Write<string>
  onDone?: () => void
  onCancel?: () => void
  autoFocus?: boolean
}

function Form({
  draft: [draft, setDraft, forget],
  label,
  action,
  write,
  onDone,
  onCancel,
  autoFocus = false,
}: FormProps) {
  const isEmpty = draft.trim() === ''
  const { start } = useStarting()
  const send = async () => {
    if (isEmpty || write.isPending || !start()) return
    if (!(await succeeded(write, draft))) return
    forget()
    onDone?.()
  }
  const cancel = () => {
    if (write.isPending) return
    forget()
    onCancel?.()
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
          if (event.key === 'Escape' && onCancel) cancel()
        }}
        slotProps={{ htmlInput: { dir: 'auto' } }}
        sx={{ mt: 2, maxWidth: 720 }}
      />
      <Stack direction="row" spacing={2} sx={{ mt: 2, mb: 4 }}>
        <WriteButton type="submit" variant="contained" disabled={isEmpty} pending={write.isPending}>
          {action}
        </WriteButton>
        {onCancel && <CancelButton pending={write.isPending} onClick={cancel} />}
      </Stack>
    </form>
  )
}
