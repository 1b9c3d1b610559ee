import Alert from '@mui/material/Alert'
import Link from '@mui/material/Link'
import Stack from '@mui/material/Stack'
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
  const { model, libraries, gone, outOfReach, error, retry, isNoModel, isPending } = useVersionModel(version)
  if (model)
    return (
      <Stack spacing={8}>
        {gone && (
          <Alert severity="info" variant="outlined">
            The {gone} of this version was deleted. Its files are still here, and MLflow still loads it.
          </Alert>
        )}
        <ModelPane model={model} libraries={libraries} />
      </Stack>
    )
  return (
    <Section title="Model">
      {gone && <Typography color="textSecondary">The {gone} of this version was deleted.</Typography>}
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
