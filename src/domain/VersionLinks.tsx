import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import { Link as RouterLink } from 'react-router'
import type { ModelVersion } from '#contract/versions.ts'
import { paths } from '../paths.ts'
import { StageChip } from './StageChip.tsx'

/** Links to registered versions, each with its stage. */
export function VersionLinks({ versions }: { versions: readonly ModelVersion[] }) {
  return (
    <Box component="ul" sx={versionRows}>
      {versions.map((version) => (
        <li key={`${version.name}/${version.version}`}>
          <Link
            component={RouterLink}
            to={paths.version(version)}
            sx={{ overflowWrap: 'anywhere', minWidth: 0, py: 0.75 }}
          >
            <bdi>{version.name}</bdi> <span style={{ whiteSpace: 'nowrap' }}>version {version.version}</span>
          </Link>
          <StageChip stage={version.current_stage ?? 'None'} />
        </li>
      ))}
    </Box>
  )
}

/** A list with a version in each row. */
export const versionRows = {
  listStyle: 'none',
  typography: 'body2',
  m: 0,
  p: 0,
  '& li': { minHeight: 26, display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 3, minWidth: 0 },
} as const
