import Link from '@mui/material/Link'
import { Link as RouterLink } from 'react-router'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/feedback/EmptyState.tsx'
import { Page } from '../../ui/layout/Page.tsx'

export function LoggedModelMissing({ id }: { id: string }) {
  return (
    <Page title="Not found">
      <EmptyState title="Logged model not found">
        No logged model with ID <code>{id}</code>.{' '}
        <Link component={RouterLink} to={paths.experiments()}>
          See experiments
        </Link>
      </EmptyState>
    </Page>
  )
}
