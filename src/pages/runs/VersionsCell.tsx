import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import { useQuery } from '@tanstack/react-query'
import { Link as RouterLink } from 'react-router'
import { registrationQueries } from '../../api/registrations.ts'
import { paths } from '../../paths.ts'
import { StageChip } from '../../ui/StageChip.tsx'

/** The newest version registered from a run, with its stage, and how many more; asked for when the row is drawn. */
export function VersionsCell({ runId }: { runId: string }) {
  const { data, error } = useQuery(registrationQueries.ofRun(runId))
  if (error && !data) return <span title={error.message}>not known</span>
  const [first, ...rest] = data ?? []
  if (!first) return <span>{data && '–'}</span>
  const stage = first.current_stage ?? 'None'
  return (
    <Box component="span" sx={{ display: 'flex', gap: 2, minWidth: 0, alignItems: 'center' }}>
      <Link
        component={RouterLink}
        to={paths.version(first)}
        title={`${first.name}, version ${first.version}`}
        sx={nameFirst}
      >
        <bdi>{first.name}</bdi>
        <span>v{first.version}</span>
      </Link>
      {stage !== 'None' && <StageChip stage={stage} />}
      {rest.length > 0 && (
        <Link
          component={RouterLink}
          to={paths.runModels(runId)}
          title={rest.map(({ name, version }) => `${name}, version ${version}`).join('\n')}
        >
          +{rest.length}
        </Link>
      )}
    </Box>
  )
}

/** A long name is cut off, its version never. */
const nameFirst = {
  display: 'inline-flex',
  gap: 1,
  minWidth: 0,
  '& bdi': { overflow: 'hidden', textOverflow: 'ellipsis' },
} as const
