import Link from '@mui/material/Link'
import { Link as RouterLink } from 'react-router'
import type { VersionId } from '#contract/versions.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/feedback/EmptyState.tsx'
import { Page } from '../../ui/layout/Page.tsx'

export function VersionMissing({ id }: { id: VersionId }) {
  return (
    <Page title="Not found">
      <EmptyState title={`“${id.name}” has no version ${id.version}`}>
        It may have been deleted, or the model renamed.{' '}
        <Link component={RouterLink} underline="always" to={paths.model(id.name)}>
          See the model
        </Link>{' '}
        or{' '}
        <Link component={RouterLink} underline="always" to={paths.models()}>
          all models
        </Link>
        .
      </EmptyState>
    </Page>
  )
}
