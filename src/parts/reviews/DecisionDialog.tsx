import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Activity } from '#contract/reviews.ts'
import type { VersionId } from '#contract/versions.ts'
import { useDecide } from '../../api/writes/reviews.ts'
import { versionQueries } from '../../api/versions.ts'
import { versionList } from '../../domain/version-list.ts'
import { toast } from '../../ui/feedback/toast.ts'
import { ConfirmDialog } from '../../ui/forms/ConfirmDialog.tsx'
import { succeeded } from '../../ui/forms/write.ts'
import { CommentField } from './RequestDialog.tsx'

type Props = { id: VersionId; request: Activity; kind: 'approve' | 'reject'; onClose: () => void }

/** Approves a request, which moves the version, or rejects it. */
export function DecisionDialog({ id, request, kind, onClose }: Props) {
  const decide = useDecide(id)
  const versions = useQuery(versionQueries.of(id.name))
  const [comment, setComment] = useState('')
  const [isArchiving, setArchiving] = useState(false)
  const stage = request.to_stage ?? 'None'
  const others = (versions.data ?? []).filter(
    ({ version, current_stage }) => current_stage === stage && version !== id.version,
  )
  const canArchive = kind === 'approve' && (stage === 'Staging' || stage === 'Production') && others.length > 0
  const isApproval = kind === 'approve'
  const send = async () => {
    const transition = { stage, ...(comment.trim() && { comment }) }
    const decision = isApproval
      ? ({ ...transition, kind: 'approve', archive: canArchive && isArchiving } as const)
      : ({ ...transition, kind: 'reject' } as const)
    if (!(await succeeded(decide, decision))) return
    toast({ text: isApproval ? `Approved. Version ${id.version} moved to ${stage}.` : 'Request rejected.' })
    onClose()
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
      <CommentField label={isApproval ? 'Comment' : 'Reason'} value={comment} onChange={setComment} />
      {canArchive && (
        <FormControlLabel
          sx={{ mt: 3 }}
          control={<Checkbox checked={isArchiving} onChange={(event) => setArchiving(event.target.checked)} />}
          label={`Archive ${versionList(others.map(({ version }) => version))}, now in ${stage}`}
        />
      )}
    </ConfirmDialog>
  )
}
