import Box from '@mui/material/Box'
import { useState } from 'react'
import type { Activity } from '#contract/reviews.ts'
import type { VersionId } from '#contract/versions.ts'
import { useDecide } from '../../api/writes/reviews.ts'
import { toast } from '../../ui/feedback/toast.ts'
import { CommentField } from '../../ui/forms/CommentField.tsx'
import { ConfirmDialog } from '../../ui/forms/ConfirmDialog.tsx'
import { useMovedToast } from '../use-moved-toast.ts'
import { outcome, useFollowers } from '../use-followers.tsx'

type Props = { id: VersionId; request: Activity; kind: 'approve' | 'reject'; onClose: () => void }

/** Approves a request, which moves the version, or rejects it. */
export function DecisionDialog({ id, request, kind, onClose }: Props) {
  const decide = useDecide(id)
  const said = useMovedToast()
  const [comment, setComment] = useState('')
  const stage = request.to_stage ?? 'None'
  const { archived, aliases, fields } = useFollowers(id, stage)
  const isApproval = kind === 'approve'
  const send = async () => {
    const transition = { stage, ...(comment.trim() && { comment }) }
    try {
      if (isApproval) {
        const along = { archive: archived.length > 0, aliases: aliases.map(({ alias }) => alias) }
        const activity = await decide.mutateAsync({ ...transition, ...along, kind })
        said(`Approved. ${outcome(id.version, stage, archived)}`, { activity })
      } else {
        await decide.mutateAsync({ ...transition, kind })
        toast({ text: 'Request rejected.' })
      }
      onClose()
    } catch {
      // The dialog shows the error and keeps the comment.
    }
  }
  return (
    <ConfirmDialog
      title={isApproval ? `Approve: version ${id.version} to ${stage}` : `Reject: version ${id.version} to ${stage}`}
      confirm={isApproval ? 'Approve and move' : 'Reject request'}
      destructive={!isApproval}
      write={decide}
      onConfirm={() => void send()}
      onClose={onClose}
    >
      {isApproval && <Box sx={{ mb: 4 }}>{fields}</Box>}
      <CommentField label={isApproval ? 'Comment' : 'Reason'} value={comment} onChange={setComment} autoFocus />
    </ConfirmDialog>
  )
}
