import Link from '@mui/material/Link'
import { Link as RouterLink } from 'react-router'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/feedback/EmptyState.tsx'
import { Page } from '../../ui/layout/Page.tsx'

export function LoggedModelMissing({ id }: { id: string }) {
  return (
    <Page title="Not found">
      <EmptyState title="There is no such logged model">
        <code>{id}</code> was deleted, or never was here.{' '}
        <Link component={RouterLink} to={paths.experiments()}>
          See the experiments
        </Link>
      </EmptyState>
    </Page>
  )
}
