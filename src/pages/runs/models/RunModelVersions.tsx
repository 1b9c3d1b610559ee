import Typography from '@mui/material/Typography'
import type { ModelVersion } from '#contract/versions.ts'
import { VersionLinks } from '../../../domain/VersionLinks.tsx'

/** The versions registered from a run's model. */
export function RunModelVersions({ versions }: { versions: readonly ModelVersion[] }) {
  if (versions.length > 0) return <VersionLinks versions={versions} />
  return (
    <Typography variant="body2" color="textSecondary">
      Not registered
    </Typography>
  )
}
