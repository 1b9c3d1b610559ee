import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import { useQuery } from '@tanstack/react-query'
import { Link as RouterLink } from 'react-router'
import { overridesQuery } from '../../api/reviews.ts'
import { activityText } from '../../domain/activity-text.ts'
import { paths } from '../../paths.ts'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { Section } from '../../ui/layout/Section.tsx'
import { Time } from '../../ui/text/Time.tsx'
import { versionName } from './version-column.tsx'

/** Who has moved which version against its policy lately, and why. Nothing, if nobody has. */
export function Overrides() {
  const { data: overrides, error, refetch } = useQuery(overridesQuery())
  if (error && !overrides)
    return <ErrorNotice title="The overrides could not be loaded" error={error} onRetry={() => void refetch()} />
  if (!overrides?.length) return null
  return (
    <Section title="Moved against the policy in the last 30 days">
      <Box component="ul" aria-label="Moved against the policy" sx={{ listStyle: 'none', m: 0, mt: 2, p: 0 }}>
        {overrides.map((it) => (
          <Box
            component="li"
            key={it.id}
            sx={{ py: 3, borderTop: 1, borderColor: 'divider', overflowWrap: 'anywhere' }}
          >
            <bdi style={{ fontWeight: 500 }}>{it.user_id}</bdi>{' '}
            <Box component="span" sx={{ color: 'error.main' }}>
              {activityText(it)}
            </Box>{' '}
            ·{' '}
            <Link component={RouterLink} underline="always" to={paths.versionActivity(it)}>
              {versionName(it)}
            </Link>{' '}
            <Box component="span" sx={{ color: 'text.secondary' }}>
              · <Time ms={it.creation_timestamp} />
            </Box>
            <Box sx={{ color: 'text.secondary', mt: 1 }}>{it.system_comment}</Box>
            <Box dir="auto" sx={{ mt: 1, whiteSpace: 'pre-wrap' }}>
              {it.comment}
            </Box>
          </Box>
        ))}
      </Box>
    </Section>
  )
}
