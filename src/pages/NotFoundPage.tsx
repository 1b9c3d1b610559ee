import Link from '@mui/material/Link'
import { Link as RouterLink } from 'react-router'
import { paths } from '../paths.ts'
import { EmptyState } from '../ui/feedback/EmptyState.tsx'
import { Page } from '../ui/layout/Page.tsx'

export function NotFoundPage() {
  return (
    <Page title="Not found">
      <EmptyState title="Page not found">
        <Link component={RouterLink} to={paths.models()}>
          Go to models
        </Link>
      </EmptyState>
    </Page>
  )
}
