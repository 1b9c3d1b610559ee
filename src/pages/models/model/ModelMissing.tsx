import Link from '@mui/material/Link'
import { Link as RouterLink } from 'react-router'
import { paths } from '../../../paths.ts'
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx'
import { Page } from '../../../ui/layout/Page.tsx'

export function ModelMissing({ name }: { name: string }) {
  return (
    <Page title="Not found">
      <EmptyState title={`There is no model named “${name}”`}>
        It was deleted, or has another name now.{' '}
        <Link component={RouterLink} underline="always" to={paths.models()}>
          See all models
        </Link>
      </EmptyState>
    </Page>
  )
}
