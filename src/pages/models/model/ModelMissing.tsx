import Link from '@mui/material/Link'
import { Link as RouterLink } from 'react-router'
import { paths } from '../../../paths.ts'
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx'
import { Page } from '../../../ui/layout/Page.tsx'

export function ModelMissing({ name }: { name: string }) {
  return (
    <Page title="Not found">
      <EmptyState title={`No model named “${name}”`}>
        It may have been deleted or renamed.{' '}
        <Link component={RouterLink} underline="always" to={paths.models()}>
          See all models
        </Link>
      </EmptyState>
    </Page>
  )
}
