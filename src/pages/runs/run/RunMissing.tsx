import Link from '@mui/material/Link'
import { Link as RouterLink } from 'react-router'
import { paths } from '../../../paths.ts'
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx'
import { Page } from '../../../ui/layout/Page.tsx'

export function RunMissing({ id }: { id: string }) {
  return (
    <Page title="Not found">
      <EmptyState title="There is no such run">
        The server knows none with the id <code>{id}</code>.{' '}
        <Link component={RouterLink} to={paths.experiments()}>
          See the experiments
        </Link>
      </EmptyState>
    </Page>
  )
}
