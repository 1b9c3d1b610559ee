import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import Typography from '@mui/material/Typography'
import { useDeferredValue, useState } from 'react'
import { useBlocker } from 'react-router'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { Markdown } from '../ui/Markdown.tsx'
import { type Write, wrote } from '../ui/write.ts'

type Props = { text: string; save: Write<string>; most: number | undefined; onClose: () => void }

/** Markdown on one side, what it becomes on the other; a draft is never lost without being asked for. */
export function DescriptionForm({ text, save, most, onClose }: Props) {
  const [draft, setDraft] = useState(text)
  const preview = useDeferredValue(draft)
  const isChanged = draft !== text
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => isChanged && currentLocation.pathname !== nextLocation.pathname,
  )
  const [isAsking, setAsking] = useState(false)
  const length = [...draft].length
  const isTooLong = most !== undefined && length > most
  const store = async () => {
    if (!isTooLong && (await wrote(save, draft))) onClose()
  }
  const cancel = () => (isChanged ? setAsking(true) : onClose())
  return (
    <form
      aria-label="Description"
      onSubmit={(event) => {
        event.preventDefault()
        void store()
      }}
    >
      <Box sx={{ display: 'grid', gap: 4, gridTemplateColumns: { md: 'minmax(0, 1fr) minmax(0, 1fr)' } }}>
        <TextField
          label="Markdown"
          multiline
          minRows={8}
          maxRows={24}
          autoFocus
          value={draft}
          error={save.error !== null || isTooLong}
          helperText={save.error?.message ?? room(length, most)}
          onChange={(event) => {
            if (save.error) save.reset()
            setDraft(event.target.value)
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void store()
            if (event.key === 'Escape') cancel()
          }}
          slotProps={{ htmlInput: { dir: 'auto' } }}
        />
        <Box aria-label="Preview" role="region" sx={{ minWidth: 0, maxHeight: 520, overflow: 'auto' }}>
          {preview.trim() ? (
            <Markdown text={preview} />
          ) : (
            <Typography color="textSecondary">The preview stands here.</Typography>
          )}
        </Box>
      </Box>
      <Stack direction="row" spacing={2} sx={{ mt: 3 }}>
        <Button type="submit" variant="contained" disabled={isTooLong} loading={save.isPending}>
          Save
        </Button>
        <Button onClick={cancel}>Cancel</Button>
      </Stack>
      {(isAsking || blocker.state === 'blocked') && (
        <ConfirmDialog
          title="Leave without saving?"
          confirm="Discard changes"
          destructive
          write={{ isPending: false, error: null }}
          onConfirm={() => (blocker.state === 'blocked' ? blocker.proceed() : onClose())}
          onClose={() => (blocker.state === 'blocked' ? blocker.reset() : setAsking(false))}
        >
          What you changed in this description is lost.
        </ConfirmDialog>
      )}
    </form>
  )
}

/** How much of the room is taken: said once half of it is, for most descriptions are short. */
function room(length: number, most: number | undefined): string | undefined {
  if (most === undefined || length < most / 2) return undefined
  const of = `${length} of ${most} characters`
  return length > most ? `${of}: ${length - most} too many.` : `${of}.`
}
