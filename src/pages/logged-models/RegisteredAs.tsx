import Typography from '@mui/material/Typography'
import type { LoggedModel } from '#contract/logged-models.ts'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../../ui/feedback/LoadingRows.tsx'
import { Section } from '../../ui/layout/Section.tsx'
import { VersionLinks } from '../../domain/VersionLinks.tsx'
import { useRegisteredFrom } from './use-registered-from.ts'

/** The versions registered from a logged model. */
export function RegisteredAs({ model }: { model: LoggedModel }) {
  const { versions, query } = useRegisteredFrom(model)
  return (
    <Section title="Registered versions">
      {query.isPending && <LoadingRows count={1} />}
      {query.isError && !query.data && (
        <ErrorNotice
          title="The registered versions could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      )}
      {query.data && versions.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          Not registered yet.
        </Typography>
      )}
      <VersionLinks versions={versions} />
    </Section>
  )
}
