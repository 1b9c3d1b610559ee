import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { isAliasTarget } from '#contract/policy/alias-target.ts'
import type { Activity } from '#contract/reviews.ts'
import type { VersionId } from '#contract/versions.ts'
import { useDecide } from '../../api/writes/reviews.ts'
import { Refreshing } from '../../ui/feedback/Refreshing.tsx'
import { toast } from '../../ui/feedback/toast.ts'
import { CommentField } from '../../ui/forms/CommentField.tsx'
import { ConfirmDialog } from '../../ui/forms/ConfirmDialog.tsx'
import { useDraft } from '../../ui/forms/draft.ts'
import { PolicyNotice } from '../policy/PolicyNotice.tsx'
import { useMovedToast } from '../use-moved-toast.ts'
import { ChangesLink } from './ChangesLink.tsx'
import { hasOpenedChanges } from './opened-changes.ts'
import { FollowerFields } from '../FollowerFields.tsx'
import { outcome } from '../outcome.ts'
import { useFollowers } from '../use-followers.ts'

type Props = { id: VersionId; request: Activity; kind: 'approve' | 'reject'; onClose: () => void }

/** Approves a request, which moves the version or the alias, or rejects it. */
export function DecisionDialog({ id, request, kind, onClose }: Props) {
  const decide = useDecide(id)
  const said = useMovedToast()
  const stage = request.to_stage ?? 'None'
  const [comment, setComment, forget] = useDraft([kind, id.name, id.version, stage])
  const followers = useFollowers(id, stage, { asked: request.aliases })
  const { archived, along, reading, check, isOld } = followers
  const isApproval = kind === 'approve'
  const lacks = (check?.missing ?? []).filter(({ what }) => what === 'version')
  // How many approvals are still needed after this one.
  const left = check ? Math.max(0, check.approvals.needed - check.approvals.given.length - 1) : 0
  const send = async () => {
    const transition = { stage, changes_opened: hasOpenedChanges(id), ...(comment.trim() && { comment }) }
    try {
      if (isApproval) {
        const more = { archive: archived.length > 0, aliases: [...along] }
        const { activity, moved } = await decide.mutateAsync({ ...transition, ...more, kind })
        if (moved) said(`Approved. ${outcome(id.version, stage, archived)}`, { activity })
        else
          toast({
            text: `Approved. ${isAliasTarget(stage) ? stage : `Version ${id.version}`} moves when others have approved it too.`,
          })
      } else {
        await decide.mutateAsync({ ...transition, kind })
        toast({ text: 'Request rejected.' })
      }
      forget()
      onClose()
    } catch {
      // The dialog shows the error and keeps the comment.
    }
  }
  return (
    <ConfirmDialog
      title={isApproval ? `Approve: version ${id.version} to ${stage}` : `Reject: version ${id.version} to ${stage}`}
      confirm={isApproval ? (left > 0 ? 'Approve' : 'Approve and move') : 'Reject request'}
      disabled={isApproval && (lacks.length > 0 || check?.cannot_approve !== undefined)}
      // A rejection changes nothing else.
      reading={isApproval ? reading : undefined}
      destructive={!isApproval}
      write={decide}
      onConfirm={() => void send()}
      onClose={onClose}
    >
      <Typography sx={{ mb: 3 }}>
        <ChangesLink id={id} onClick={onClose} />
      </Typography>
      {isApproval && (
        <Refreshing isOld={isOld}>
          <PolicyNotice missing={lacks} stage={stage} />
          {check?.cannot_approve && (
            <Alert severity="warning" variant="outlined" role="note" sx={{ mb: 4 }}>
              {check.cannot_approve}
            </Alert>
          )}
          {check && check.approvals.needed > 0 && (
            <Typography sx={{ mb: 2 }}>{approvalsText(check.approvals)}</Typography>
          )}
        </Refreshing>
      )}
      {isApproval && (
        <Box sx={{ mb: 4 }}>
          <FollowerFields name={id.name} {...followers} />
        </Box>
      )}
      <CommentField label={isApproval ? 'Comment' : 'Reason'} value={comment} onChange={setComment} autoFocus />
    </ConfirmDialog>
  )
}

function approvalsText({ needed, given }: { needed: number; given: readonly string[] }): string {
  const noun = needed === 1 ? 'approval' : 'approvals'
  return given.length === 0
    ? `Needs ${needed} ${noun}. Nobody has approved it yet.`
    : `${given.length} of ${needed} ${noun}: ${given.join(', ')}.`
}
