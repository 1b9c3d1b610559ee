import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { Link as RouterLink } from 'react-router'
import type { StageStay } from '#contract/review-log.ts'
import { historyQueries } from '../../../api/history.ts'
import { paths } from '../../../paths.ts'
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../../../ui/feedback/LoadingRows.tsx'
import { Section } from '../../../ui/layout/Section.tsx'
import { duration } from '../../../ui/text/duration.ts'
import { Time } from '../../../ui/text/Time.tsx'

/** Which versions were in Production, from when to when, the newest first. */
export function ProductionTimeline({ name }: { name: string }) {
  const { data: stays, error, refetch } = useQuery(historyQueries.stays(name, 'Production'))
  return (
    <Section title="In Production">
      {error && !stays && (
        <ErrorNotice title="The history could not be loaded" error={error} onRetry={() => void refetch()} />
      )}
      {!error && !stays && <LoadingRows count={2} />}
      {stays?.length === 0 && (
        <Typography color="textSecondary">No move to or from Production recorded yet.</Typography>
      )}
      {stays && stays.length > 0 && (
        <Box component="ol" aria-label="In Production" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {stays.toReversed().map((stay) => (
            <Stay key={`${stay.version} ${stay.since} ${stay.until}`} name={name} stay={stay} />
          ))}
        </Box>
      )}
    </Section>
  )
}

function Stay({ name, stay: { version, since, by, until, until_by, comment } }: { name: string; stay: StageStay }) {
  return (
    <Box component="li" sx={{ py: 2, borderTop: 1, borderColor: 'divider', overflowWrap: 'anywhere' }}>
      <Link component={RouterLink} underline="always" to={paths.version({ name, version })}>
        Version {version}
      </Link>
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {since === undefined ? (
          ' · since before this history began'
        ) : (
          <>
            {' · since '}
            <Time ms={since} /> by <bdi>{by}</bdi>
          </>
        )}
        {until === undefined ? (
          ' · now'
        ) : (
          <>
            {' · until '}
            <Time ms={until} />
            {until_by !== by && (
              <>
                {' '}
                by <bdi>{until_by}</bdi>
              </>
            )}
            {since !== undefined && ` · for ${duration(until - since)}`}
          </>
        )}
      </Box>
      {comment && <Box dir="auto">{comment}</Box>}
    </Box>
  )
}
