import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import FormHelperText from '@mui/material/FormHelperText'
import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import Typography from '@mui/material/Typography'
import { Suspense, useDeferredValue, useRef, useState } from 'react'
import { useBlocker } from 'react-router'
import type { TextChange } from '../api/writes/unchanged.ts'
import { LoadingRows } from '../ui/feedback/LoadingRows.tsx'
import { onDemand } from '../ui/feedback/on-demand.tsx'
import { ConfirmDialog } from '../ui/forms/ConfirmDialog.tsx'
import { MarkdownText } from '../ui/markdown/MarkdownText.tsx'
import { useLeaving } from '../ui/forms/use-starting.ts'
import { succeeded, type Write } from '../ui/forms/write.ts'
import { CancelButton } from '../ui/forms/CancelButton.tsx'
import { WriteButton } from '../ui/forms/WriteButton.tsx'
import Alert from '@mui/material/Alert'
import AlertTitle from '@mui/material/AlertTitle'

const CardFields = onDemand(async () => (await import('./card/CardFields.tsx')).CardFields)

type Props = {
  text: string
  save: Write<TextChange>
  most: number | undefined
  /** It is a model card, with fields of its own. */
  isCard: boolean
  onClose: () => void
}

/** Markdown on one side, its preview on the other; a draft is discarded only after asking. */
export function DescriptionForm({ text, save, most, isCard, onClose }: Props) {
  const [draft, setDraft] = useState(text)
  /** The text the draft started from; someone else may change it meanwhile. */
  const [base, setBase] = useState(text)
  const [asFields, setAsFields] = useState(false)
  /** Another draft than what was typed in the fields. */
  const [taken, setTaken] = useState(0)
  const preview = useDeferredValue(draft)
  const field = useRef<HTMLTextAreaElement>(null)
  const isChanged = draft !== base
  const isOvertaken = text !== base && text !== draft
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => isChanged && currentLocation.pathname !== nextLocation.pathname,
  )
  const [isAsking, setAsking] = useState(false)
  const { start, isHeld, leave } = useLeaving(save.isPending)
  const length = [...draft].length
  const isTooLong = most !== undefined && length > most
  const store = async () => {
    if (isTooLong || save.isPending || !start()) return
    if (await succeeded(save, { text: draft, was: text })) onClose()
  }
  const cancel = () => {
    if (!leave()) return
    if (!save.error) save.reset() // a write that was given up fails
    if (isChanged) setAsking(true)
    else onClose()
  }
  const edit = (next: string) => {
    if (save.error) save.reset()
    setDraft(next)
  }
  const take = (next: string) => {
    save.reset()
    setDraft(next)
    setTaken(taken + 1)
    field.current?.focus() // the pressed button disappears
  }
  return (
    <form
      aria-label="Description"
      onSubmit={(event) => {
        event.preventDefault()
        void store()
      }}
    >
      {isOvertaken && (
        <ChangedMeanwhile
          theirs={text}
          onTake={() => {
            setBase(text)
            take(text)
          }}
        />
      )}
      <Box sx={{ display: 'grid', gap: 4, gridTemplateColumns: { md: 'minmax(0, 1fr) minmax(0, 1fr)' } }}>
        {asFields ? (
          <Suspense fallback={<LoadingRows count={8} />}>
            <CardFields key={taken} text={draft} onChange={edit} />
          </Suspense>
        ) : (
          <TextField
            label="Markdown"
            multiline
            minRows={8}
            maxRows={24}
            autoFocus
            inputRef={field}
            value={draft}
            error={(save.error !== null && !isOvertaken) || isTooLong}
            helperText={(!isOvertaken && save.error?.message) || room(length, most)}
            onChange={(event) => edit(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void store()
              if (event.key === 'Escape') cancel()
            }}
            slotProps={{ htmlInput: { dir: 'auto' } }}
          />
        )}
        <Box aria-label="Preview" role="region" sx={{ minWidth: 0, maxHeight: 520, overflow: 'auto' }}>
          {preview.trim() ? (
            <Suspense fallback={<LoadingRows count={3} />}>
              <MarkdownText text={preview} />
            </Suspense>
          ) : (
            <Typography color="textSecondary">Preview</Typography>
          )}
        </Box>
      </Box>
      {asFields && (save.error || isTooLong) && !isOvertaken && (
        <FormHelperText error role="alert">
          {save.error?.message ?? room(length, most)}
        </FormHelperText>
      )}
      <Stack direction="row" spacing={2} sx={{ mt: 3 }}>
        <WriteButton type="submit" variant="contained" disabled={isTooLong} pending={save.isPending}>
          {isOvertaken ? 'Save over theirs' : 'Save'}
        </WriteButton>
        <CancelButton pending={isHeld} onClick={cancel} />
        {isCard && (
          <Button variant="text" onClick={() => setAsFields(!asFields)}>
            {asFields ? 'Edit as Markdown' : 'Fill in a form'}
          </Button>
        )}
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
          Your changes will be lost.
        </ConfirmDialog>
      )}
    </form>
  )
}

/** Shows the length once it reaches half the maximum: most descriptions are short. */
function room(length: number, most: number | undefined): string | undefined {
  if (most === undefined || length < most / 2) return undefined
  const of = `${length} of ${most} characters`
  return length > most ? `${of}: ${length - most} too many.` : `${of}.`
}

/** Says that someone else saved another text, shows all of it, and offers to continue from it. */
function ChangedMeanwhile({ theirs, onTake }: { theirs: string; onTake: () => void }) {
  return (
    <Alert severity="warning" variant="outlined" sx={{ mb: 5, '& .MuiAlert-message': { minWidth: 0, flex: 1 } }}>
      <AlertTitle>Someone else changed this</AlertTitle>
      Your text is still here. Saving it replaces theirs:
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it is a scroller */}
      <Box component="pre" tabIndex={0} dir="auto" aria-label="Their text" sx={their}>
        {theirs || '(empty)'}
      </Box>
      <Button color="inherit" onClick={onTake}>
        Use theirs
      </Button>
    </Alert>
  )
}

const their = {
  my: 2,
  py: 2,
  maxHeight: 160,
  overflow: 'auto',
  typography: 'body2',
  whiteSpace: 'pre-wrap',
  overflowWrap: 'anywhere',
} as const
