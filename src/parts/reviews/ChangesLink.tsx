import Link from '@mui/material/Link'
import { Link as RouterLink } from 'react-router'
import type { VersionId } from '#contract/versions.ts'
import { paths } from '../../paths.ts'

/** Leads to the evidence: what is different from the version in Production. */
export const ChangesLink = ({ id, onClick }: { id: VersionId; onClick?: () => void }) => (
  <Link component={RouterLink} underline="always" to={paths.versionChanges(id)} {...(onClick && { onClick })}>
    See what changes
  </Link>
)
