import TextField from '@mui/material/TextField'
import Typography from '@mui/material/Typography'
import { useState } from 'react'
import type { Stage, VersionId } from '#contract/versions.ts'
import { useRequestTransition } from '../../api/writes/reviews.ts'
import { stageMeaning } from '../../domain/stage-meaning.ts'
import { toast } from '../../ui/feedback/toast.ts'
import { ConfirmDialog } from '../../ui/forms/ConfirmDialog.tsx'
import { succeeded } from '../../ui/forms/write.ts'

type Props = { id: VersionId; stage: Stage; onClose: () => void }

/** Asks somebody else to move a version, and says why. */
export function RequestDialog({ id, stage, onClose }: Props) {
  const request = useRequestTransition(id)
  const [comment, setComment] = useState('')
  const send = async () => {
    if (!(await succeeded(request, { stage, ...(comment.trim() && { comment }) }))) return
    toast({ text: `Requested: version ${id.version} to ${stage}.` })
    onClose()
  }
  return (
    <ConfirmDialog
      title={`Request transition of version ${id.version} to ${stage}`}
      confirm="Send request"
      write={request}
      onConfirm={() => void send()}
      onClose={onClose}
    >
      <Typography color="textSecondary" sx={{ mb: 4 }}>
        {stage}: {stageMeaning[stage]}. The version moves when the request is approved.
      </Typography>
      <CommentField label="Why this version is ready" value={comment} onChange={setComment} />
    </ConfirmDialog>
  )
}

type FieldProps = { label: string; value: string; onChange: (text: string) => void }

/** An optional comment that goes with a request or a decision. */
export function CommentField({ label, value, onChange }: FieldProps) {
  return (
    <TextField
      label={label}
      helperText="Optional"
      multiline
      minRows={3}
      maxRows={12}
      fullWidth
      autoFocus
      value={value}
      onChange={(event) => onChange(event.target.value)}
      slotProps={{ htmlInput: { dir: 'auto' } }}
    />
  )
}
