import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { Link as RouterLink } from 'react-router'
import type { OpenRequest } from '#contract/review-paths.ts'
import { moveText } from '../../domain/activity-text.ts'
import { moveOf } from '../../api/policy.ts'
import { PolicyStatus } from '../../parts/policy/PolicyStatus.tsx'
import { paths } from '../../paths.ts'
import { CardList } from '../../ui/table/CardList.tsx'
import { Time } from '../../ui/text/Time.tsx'
import type { Decide } from './request-columns.tsx'

/** The open requests on a phone: a card for each. */
export const RequestCards = ({ requests, onDecide }: { requests: readonly OpenRequest[]; onDecide: Decide }) => (
  <CardList
    label="Open requests"
    groups={[{ items: requests }]}
    id={({ id }) => id}
    render={(request) => <RequestCard request={request} onDecide={onDecide} />}
    minWidth={280}
  />
)

function RequestCard({ request, onDecide }: { request: OpenRequest; onDecide: Decide }) {
  const { name, version, user_id, creation_timestamp, comment, from_stage, to_stage } = request
  return (
    <>
      <h2>
        <RouterLink to={paths.version({ name, version })}>
          <bdi>{name}</bdi> version {version}
        </RouterLink>
      </h2>
      <Box sx={{ overflowWrap: 'anywhere', color: 'text.secondary' }}>
        <bdi>{user_id}</bdi> asked to {moveText(from_stage, to_stage)} · <Time ms={creation_timestamp} />
      </Box>
      {comment && <p dir="auto">{comment}</p>}
      <Box sx={{ overflowWrap: 'anywhere' }}>
        <PolicyStatus move={moveOf(request)} />
      </Box>
      {/* Above the link that covers the card. */}
      <Box sx={{ position: 'relative', display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center', mt: 1 }}>
        {request.may_decide !== false && (
          <>
            <Button variant="contained" onClick={() => onDecide(request, 'approve')}>
              Approve…
            </Button>
            <Button onClick={() => onDecide(request, 'reject')}>Reject…</Button>
          </>
        )}
        <Button variant="text" component={RouterLink} to={paths.versionChanges({ name, version })}>
          Changes
        </Button>
      </Box>
    </>
  )
}
