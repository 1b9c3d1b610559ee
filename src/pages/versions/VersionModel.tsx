import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { Link as RouterLink } from 'react-router'
import type { ModelVersion } from '#contract/versions.ts'
import { paths } from '../../paths.ts'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../../ui/feedback/LoadingRows.tsx'
import { ModelPane } from '../../domain/ModelPane.tsx'
import { Section } from '../../ui/layout/Section.tsx'
import { useVersionModel } from './use-version-model.ts'

/** The inputs, outputs and dependencies of the version's model, from its MLmodel file. */
export function VersionModel({ version }: { version: ModelVersion }) {
  const { model, libraries, outOfReach, error, retry, isNoModel, isPending } = useVersionModel(version)
  if (model) return <ModelPane model={model} libraries={libraries} />
  return (
    <Section title="Model">
      {error && <ErrorNotice title="The MLmodel file could not be loaded" error={error} onRetry={retry} />}
      {outOfReach && (
        <Typography color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
          Signature and libraries unknown. {outOfReach}
        </Typography>
      )}
      {isNoModel && (
        <Typography color="textSecondary">
          It has no MLmodel file among its{' '}
          <Link component={RouterLink} underline="always" to={paths.versionArtifacts(version)}>
            artifacts
          </Link>
          . You can download it, but MLflow cannot load it as a model.
        </Typography>
      )}
      {isPending && <LoadingRows count={5} />}
    </Section>
  )
}
