import Box from '@mui/material/Box'
import type { VersionId } from '#contract/versions.ts'
import { ClampedName } from '../../ui/layout/ClampedName.tsx'

/** The model's name and the version. In a narrow place the name is cut, the number never. */
export function VersionHeading({ id: { name, version } }: { id: VersionId }) {
  return (
    <Box component="span" sx={{ display: 'flex', alignItems: 'baseline', columnGap: 3, flexWrap: 'wrap' }}>
      <ClampedName name={name} />
      <Box component="span" sx={{ color: 'text.secondary', fontWeight: 400, whiteSpace: 'nowrap' }}>
        Version {version}
      </Box>
    </Box>
  )
}
