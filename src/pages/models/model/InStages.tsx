import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import { Link as RouterLink } from 'react-router'
import { useQuery } from '@tanstack/react-query'
import type { StageStay } from '#contract/review-log.ts'
import type { RegisteredModel } from '#contract/models.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { historyQueries } from '../../../api/history.ts'
import { paths } from '../../../paths.ts'
import { Section } from '../../../ui/layout/Section.tsx'
import { usePrinting } from '../../../ui/print/printing.ts'
import { stageMeaning } from '../../../domain/stage-meaning.ts'
import { StageChip } from '../../../domain/StageChip.tsx'
import { Time } from '../../../ui/text/Time.tsx'

const shown = ['Production', 'Staging', 'Archived'] as const
const FIRST = 5

type Props = { model: RegisteredModel; versions: readonly ModelVersion[] | undefined }

/** The versions in each stage, the newest first: clients load that one. */
export function InStages({ model, versions = model.latest_versions ?? [] }: Props) {
  const { data: stays } = useQuery(historyQueries.stays(model.name))
  const most = usePrinting() ? Infinity : FIRST
  return (
    <Section title="Stages">
      <Box sx={{ display: 'grid', gap: 6, gridTemplateColumns: { xs: '1fr', sm: 'repeat(3, minmax(0, 1fr))' } }}>
        {shown.map((stage) => {
          const inIt = versions.filter(({ current_stage }) => current_stage === stage)
          return (
            <Box key={stage} sx={{ borderTop: 1, borderColor: 'divider', pt: 2, typography: 'body2' }}>
              <StageChip stage={stage} />
              <Box sx={{ color: 'text.secondary', typography: 'caption' }}>{stageMeaning[stage]}</Box>
              {inIt.length === 0 && <Box sx={{ color: 'text.secondary', mt: 1 }}>No version</Box>}
              {inIt.slice(0, most).map((version, index) => (
                <Box key={version.version} sx={{ mt: 1, color: 'text.secondary' }}>
                  <Link component={RouterLink} underline="always" to={paths.version(version)}>
                    Version {version.version}
                  </Link>
                  <Since version={version} stays={stays} />
                  {index === 0 && inIt.length > 1 && <Box>loaded by default (highest version)</Box>}
                </Box>
              ))}
              {inIt.length > most && <Box sx={{ color: 'text.secondary', mt: 1 }}>and {inIt.length - most} more</Box>}
            </Box>
          )
        })}
      </Box>
    </Section>
  )
}

/** Since when, and by whom, a version is in its stage. */
function Since({ version, stays }: { version: ModelVersion; stays: readonly StageStay[] | undefined }) {
  const stay = stays?.findLast(
    (it) => it.version === version.version && it.stage === version.current_stage && it.until === undefined,
  )
  if (stay?.since === undefined) return null
  return (
    <>
      {' · since '}
      <Time ms={stay.since} />
      {stay.by !== undefined && (
        <>
          {' by '}
          <bdi>{stay.by}</bdi>
        </>
      )}
    </>
  )
}
