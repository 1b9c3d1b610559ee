import Link from '@mui/material/Link'
import { Link as RouterLink } from 'react-router'
import { paths } from '../paths.ts'
import { EmptyState } from '../ui/feedback/EmptyState.tsx'
import { Page } from '../ui/layout/Page.tsx'

export function NotFoundPage() {
  return (
    <Page title="Not found">
      <EmptyState title="There is no page at this address">
        <Link component={RouterLink} to={paths.models()}>
          Go to the models
        </Link>
      </EmptyState>
    </Page>
  )
}
