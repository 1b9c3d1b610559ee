import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Stack from '@mui/material/Stack'
import { Suspense, useState } from 'react'
import { Link as RouterLink } from 'react-router'
import type { OpenRequest } from '#contract/review-paths.ts'
import type { Activity } from '#contract/reviews.ts'
import type { VersionId } from '#contract/versions.ts'
import { hasAccounts, useServerRights } from '../../api/access/access.ts'
import { useIsOwn } from '../../api/caller/own-name.ts'
import { moveOf } from '../../api/policy.ts'
import { serverInfo } from '../../api/server-info.ts'
import { useDecide } from '../../api/writes/reviews.ts'
import { moveText } from '../../domain/activity-text.ts'
import { paths } from '../../paths.ts'
import { onDemand } from '../../ui/feedback/on-demand.tsx'
import { toast } from '../../ui/feedback/toast.ts'
import { succeeded } from '../../ui/forms/write.ts'
import { Time } from '../../ui/text/Time.tsx'
import { WriteButton } from '../../ui/forms/WriteButton.tsx'

const PolicyStatus = onDemand(async () => (await import('../policy/PolicyStatus.tsx')).PolicyStatus)
const DecisionDialog = onDemand(async () => (await import('./DecisionDialog.tsx')).DecisionDialog)

/** Open requests to move a version, each with what the person can do about it. */
export function RequestBanner({ id, requests }: { id: VersionId; requests: readonly OpenRequest[] }) {
  const [decision, setDecision] = useState<{ kind: 'approve' | 'reject'; request: Activity }>()
  const withdraw = useDecide(id)
  const isOwn = useIsOwn()
  const refused = withdraw.error ? withdraw.variables?.stage : undefined
  const { administrate } = useServerRights()
  const isAdmin = (hasAccounts || serverInfo.auth === 'none') && administrate
  const takeBack = async ({ to_stage = 'None', user_id }: Activity) => {
    if (await succeeded(withdraw, { kind: 'withdraw', stage: to_stage, creator: user_id }))
      toast({ text: 'Request withdrawn.' })
  }
  return (
    <>
      {requests.map((request) => (
        <Alert
          key={request.id}
          severity="info"
          variant="outlined"
          role="region"
          aria-label={`Request: ${request.to_stage}`}
          sx={{ mb: 5, '.MuiAlert-message': { width: '100%' } }}
        >
          <Box sx={{ overflowWrap: 'anywhere' }}>
            <bdi>{request.user_id}</bdi> asked to {moveText(request.from_stage, request.to_stage)} ·{' '}
            <Time ms={request.creation_timestamp} />
          </Box>
          {request.system_comment && <Box sx={{ mt: 1, overflowWrap: 'anywhere' }}>{request.system_comment}</Box>}
          {request.comment && (
            <Box dir="auto" sx={{ mt: 1, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {request.comment}
            </Box>
          )}
          <Box sx={{ mt: 1, overflowWrap: 'anywhere' }}>
            <Suspense fallback={null}>
              <PolicyStatus move={moveOf(request)} />
            </Suspense>
          </Box>
          <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 2, mt: 3 }}>
            {request.may_decide !== false && (
              <>
                <Button variant="contained" onClick={() => setDecision({ kind: 'approve', request })}>
                  Approve…
                </Button>
                <Button onClick={() => setDecision({ kind: 'reject', request })}>Reject…</Button>
              </>
            )}
            <Button variant="text" component={RouterLink} to={paths.versionChanges(id)}>
              See what changes
            </Button>
            {(isOwn(request) || isAdmin) && (
              <WriteButton variant="text" onClick={() => void takeBack(request)} pending={withdraw.isPending}>
                Withdraw
              </WriteButton>
            )}
          </Stack>
          {refused === request.to_stage && <Refusal error={withdraw.error} />}
        </Alert>
      ))}
      {/* Somebody else was faster, so that request is gone. */}
      {!requests.some(({ to_stage }) => to_stage === refused) && <Refusal error={withdraw.error} />}
      {decision && <DecisionDialog id={id} {...decision} onClose={() => setDecision(undefined)} />}
    </>
  )
}

function Refusal({ error }: { error: Error | null }) {
  if (!error) return null
  return (
    <Box role="alert" sx={{ mt: 2, mb: 5, color: 'error.main', overflowWrap: 'anywhere' }}>
      {error.message}
    </Box>
  )
}
