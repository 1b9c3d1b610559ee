import { FirstLine } from '../../ui/text/FirstLine.tsx'
import { Whole } from '../../ui/text/Whole.tsx'
import Stack from '@mui/material/Stack'
import Typography from '@mui/material/Typography'
import { Suspense } from 'react'
import { onDemand } from '../../ui/feedback/on-demand.tsx'
import { useQuery } from '@tanstack/react-query'
import { inboxQuery } from '../../api/reviews.ts'
import { EmptyState } from '../../ui/feedback/EmptyState.tsx'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { Page } from '../../ui/layout/Page.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { Link as RouterLink } from 'react-router'
import type { OpenRequest } from '#contract/review-paths.ts'
import { PolicyStatus } from '../../parts/policy/PolicyStatus.tsx'
import { StageChip } from '../../domain/StageChip.tsx'
import { paths } from '../../paths.ts'
import type { Column } from '../../ui/table/table-columns.ts'
import { Time } from '../../ui/text/Time.tsx'
import { versionColumn, versionName } from './version-column.tsx'

const ReadyVersions = onDemand(async () => (await import('./ReadyVersions.tsx')).ReadyVersions)

/** What waits for a decision, across models, and what could be asked for. */
export function ReviewsPage() {
  return (
    <Page title="Reviews">
      <Stack spacing={8}>
        <div>
          <OpenRequests />
        </div>
        <Suspense fallback={null}>
          <ReadyVersions />
        </Suspense>
      </Stack>
    </Page>
  )
}

function OpenRequests() {
  const { data: requests, error, refetch } = useQuery(inboxQuery())
  if (error && !requests)
    return <ErrorNotice title="The requests could not be loaded" error={error} onRetry={() => void refetch()} />
  if (requests?.length === 0)
    return (
      <EmptyState title="Nothing is waiting for a decision">
        To request a stage change, open a version and choose Stage, then <b>Request transition</b>. Open requests appear
        here until they are approved or rejected.
      </EmptyState>
    )
  return (
    <>
      <Typography color="textSecondary" sx={{ mb: 3 }}>
        {requests ? `${requests.length} ${requests.length === 1 ? 'request' : 'requests'}, oldest first` : ' '}
      </Typography>
      <DataTable
        label="Open requests"
        columns={requestColumns}
        rows={requests}
        rowId={({ id }) => id}
        rowName={versionName}
      />
    </>
  )
}

const requestColumns: readonly Column<OpenRequest>[] = [
  versionColumn,
  {
    id: 'changes',
    header: 'Changes',
    width: 96,
    cell: ({ name, version }) => <RouterLink to={paths.versionChanges({ name, version })}>Changes</RouterLink>,
  },
  { id: 'from', header: 'From', width: 112, cell: ({ from_stage = 'None' }) => <StageChip stage={from_stage} /> },
  { id: 'to', header: 'To', width: 112, cell: ({ to_stage = 'None' }) => <StageChip stage={to_stage} /> },
  {
    id: 'by',
    header: 'Requested by',
    width: 140,
    cell: ({ user_id }) => <Whole text={user_id} what="Requested by" width={140} />,
  },
  { id: 'at', header: 'Requested', width: 124, cell: ({ creation_timestamp }) => <Time ms={creation_timestamp} /> },
  {
    id: 'policy',
    header: 'Policy',
    width: 240,
    cell: ({ name, version, to_stage = 'None' }) => <PolicyStatus move={{ name, version, stage: to_stage }} />,
  },
  {
    id: 'comment',
    header: 'Comment',
    width: 280,
    grows: true,
    cell: ({ comment }) => <FirstLine of={comment} what="Comment" width={280} />,
  },
]
