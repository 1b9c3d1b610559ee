import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { inboxQuery } from '../../api/reviews.ts'
import { serverInfo } from '../../api/server-info.ts'
import { EmptyState } from '../../ui/feedback/EmptyState.tsx'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { Page } from '../../ui/layout/Page.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { requestColumns } from './request-columns.tsx'

/** What waits for a decision, across models. */
export function ReviewsPage() {
  return <Page title="Reviews">{serverInfo.capabilities.reviews ? <OpenRequests /> : <NoReviews />}</Page>
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
        rowName={({ name, version }) => `${name} version ${version}`}
      />
    </>
  )
}

const NoReviews = () => (
  <EmptyState title="No reviews here">
    Requests and their history are kept by Modelshelf’s own backend only, so far. This one is in front of an MLflow
    server.
  </EmptyState>
)
