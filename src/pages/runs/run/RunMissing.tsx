import Link from '@mui/material/Link'
import { Link as RouterLink } from 'react-router'
import { paths } from '../../../paths.ts'
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx'
import { Page } from '../../../ui/layout/Page.tsx'

export function RunMissing({ id }: { id: string }) {
  return (
    <Page title="Not found">
      <EmptyState title="Run not found">
        No run with ID <code>{id}</code> on this server.{' '}
        <Link component={RouterLink} to={paths.experiments()}>
          See experiments
        </Link>
      </EmptyState>
    </Page>
  )
}
