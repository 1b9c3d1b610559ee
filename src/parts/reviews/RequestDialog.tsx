import Typography from '@mui/material/Typography'
import { isAliasTarget } from '#contract/policy/alias-target.ts'
import type { Destination } from '#contract/review-log.ts'
import type { VersionId } from '#contract/versions.ts'
import { useRequestTransition } from '../../api/writes/reviews.ts'
import { stageMeaning } from '../../domain/stage-meaning.ts'
import { toast } from '../../ui/feedback/toast.ts'
import { CommentField } from '../../ui/forms/CommentField.tsx'
import { ConfirmDialog } from '../../ui/forms/ConfirmDialog.tsx'
import { useDraft } from '../../ui/forms/draft.ts'
import { succeeded } from '../../ui/forms/write.ts'

type Props = { id: VersionId; stage: Destination; onClose: () => void }

/** Asks somebody else to move a version or to give it an alias, and says why. */
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
      title={
        isAliasTarget(stage)
          ? `Request ${stage} for version ${id.version}`
          : `Request transition of version ${id.version} to ${stage}`
      }
      confirm="Send request"
      write={request}
      onConfirm={() => void send()}
      onClose={onClose}
    >
      <Typography color="textSecondary" sx={{ mb: 4 }}>
        {isAliasTarget(stage)
          ? `When the request is approved, code that loads the model by ${stage} gets version ${id.version}.`
          : `${stage}: ${stageMeaning[stage]}. The version moves when the request is approved.`}
      </Typography>
      <CommentField label="Why this version is ready" value={comment} onChange={setComment} autoFocus />
    </ConfirmDialog>
  )
}
