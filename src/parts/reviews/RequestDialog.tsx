import Typography from '@mui/material/Typography'
import type { Stage, VersionId } from '#contract/versions.ts'
import { useRequestTransition } from '../../api/writes/reviews.ts'
import { stageMeaning } from '../../domain/stage-meaning.ts'
import { toast } from '../../ui/feedback/toast.ts'
import { CommentField } from '../../ui/forms/CommentField.tsx'
import { ConfirmDialog } from '../../ui/forms/ConfirmDialog.tsx'
import { useDraft } from '../../ui/forms/draft.ts'
import { succeeded } from '../../ui/forms/write.ts'

type Props = { id: VersionId; stage: Stage; onClose: () => void }

/** Asks somebody else to move a version, and says why. */
export function RequestDialog({ id, stage, onClose }: Props) {
  const request = useRequestTransition(id)
  const [comment, setComment, forget] = useDraft(['move', id.name, id.version, stage])
  const send = async () => {
    if (!(await succeeded(request, { stage, ...(comment.trim() && { comment }) }))) return
    toast({ text: `Requested: version ${id.version} to ${stage}.` })
    forget()
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
      <CommentField label="Why this version is ready" value={comment} onChange={setComment} autoFocus />
    </ConfirmDialog>
  )
}
