import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useState } from 'react'
import { isActive } from '#contract/stages.ts'
import type { ModelVersion, Stage } from '#contract/versions.ts'
import { useMay } from '../api/access/access.ts'
import { useMoveVersion } from '../api/move-version.ts'
import { stageMeaning } from '../domain/stage-meaning.ts'
import { Refreshing } from '../ui/feedback/Refreshing.tsx'
import { toast } from '../ui/feedback/toast.ts'
import { CommentField } from '../ui/forms/CommentField.tsx'
import { ConfirmDialog } from '../ui/forms/ConfirmDialog.tsx'
import { useDraft } from '../ui/forms/draft.ts'
import { Tick } from '../ui/forms/Tick.tsx'
import { PolicyNotice } from './policy/PolicyNotice.tsx'
import { ChangesLink } from './reviews/ChangesLink.tsx'
import { RequestDialog } from './reviews/RequestDialog.tsx'
import { FollowerFields } from './FollowerFields.tsx'
import { outcome } from './outcome.ts'
import { useMovedToast } from './use-moved-toast.ts'
import { useFollowers } from './use-followers.ts'

type Props = {
  version: ModelVersion
  stage: Stage
  /** The version was there before and takes the place of what is there now. */
  isRollback?: boolean
  onClose: () => void
}

/** Moves a version after asking what happens to the versions that are in that stage, and why. Offers Undo afterwards. */
export function MoveDialog({ version: shown, stage, isRollback = false, onClose }: Props) {
  const { name, version } = shown
  const [reason, setReason, forget] = useDraft(['move', name, version, stage])
  const [isNoted, setNoted] = useState(false)
  const [isOverriding, setOverriding] = useState(false)
  const [isRequesting, setRequesting] = useState(false)
  const followers = useFollowers(shown, stage, { replaces: isRollback })
  const { archived, aliases, reading, check, isOld } = followers
  const missing = check?.missing ?? []
  const override = isOverriding && missing.length > 0
  const move = useMoveVersion()
  const { edit, request } = useMay({ model: name })
  const said = useMovedToast()

  const confirm = async () => {
    const before = {
      name,
      versions: [{ was: shown, now: stage }, ...archived.map((was) => ({ was, now: 'Archived' as const }))],
      aliases: aliases.map((alias) => ({ ...alias, to: version })),
    }
    try {
      const { activity, problem } = await move.mutateAsync({
        shown,
        stage,
        archive: archived.length > 0,
        aliases: aliases.map(({ alias }) => alias),
        reason,
        isNoted,
        override,
      })
      said(outcome(version, stage, archived), { activity, before })
      if (problem) toast({ text: problem, tone: 'error' })
      forget()
      onClose()
    } catch {
      // The dialog shows the error and keeps the reason.
    }
  }
  if (isRequesting) return <RequestDialog id={{ name, version }} stage={stage} onClose={onClose} />
  return (
    <ConfirmDialog
      title={isRollback ? `Roll back to version ${version}` : titleOf(version, stage)}
      confirm={isRollback ? 'Roll back' : confirmOf(stage)}
      destructive={override}
      disabled={missing.length > 0 && (!override || reason.trim() === '')}
      reading={reading}
      write={move}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <Typography color="textSecondary" sx={{ mb: 3 }}>
        {stage}: {stageMeaning[stage]}. Stages are labels. Moving a version deploys nothing.{' '}
        {isActive(stage) && <ChangesLink id={{ name, version }} onClick={onClose} />}
      </Typography>
      <Refreshing isOld={isOld}>
        <PolicyNotice missing={missing} stage={stage}>
          {request && missing.some(({ what }) => what === 'approvals') && (
            <Button size="small" sx={{ mt: 3 }} onClick={() => setRequesting(true)}>
              Request transition…
            </Button>
          )}
          {check?.may_override && (
            <Tick
              label="Override the policy. This is recorded with what is missing."
              isChecked={isOverriding}
              onChange={setOverriding}
            />
          )}
        </PolicyNotice>
      </Refreshing>
      <FollowerFields name={name} {...followers} />
      <Box sx={{ mt: 3 }}>
        <CommentField label="Reason" value={reason} onChange={setReason} isRequired={override} autoFocus />
      </Box>
      {edit && <Tick label="Add a note to the description" isChecked={isNoted} onChange={setNoted} />}
    </ConfirmDialog>
  )
}

function titleOf(version: string, to: Stage): string {
  if (to === 'None') return `Remove the stage of version ${version}`
  return to === 'Archived' ? `Archive version ${version}` : `Move version ${version} to ${to}`
}

function confirmOf(to: Stage): string {
  if (to === 'None') return 'Remove stage'
  return to === 'Archived' ? 'Archive' : `Move to ${to}`
}
