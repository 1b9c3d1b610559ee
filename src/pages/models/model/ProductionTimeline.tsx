import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link as RouterLink } from 'react-router'
import type { StageStay } from '#contract/review-log.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { useMay } from '../../../api/access/access.ts'
import { historyQueries } from '../../../api/history.ts'
import { versionQueries } from '../../../api/versions.ts'
import { paths } from '../../../paths.ts'
import { useUrlParams, withParam } from '../../../url-params.ts'
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx'
import { onDemand } from '../../../ui/feedback/on-demand.tsx'
import { LoadingRows } from '../../../ui/feedback/LoadingRows.tsx'
import { Section } from '../../../ui/layout/Section.tsx'
import { dayNumber, dayOf, dayText } from '../../../ui/text/day.ts'
import { duration } from '../../../ui/text/duration.ts'
import { Time } from '../../../ui/text/Time.tsx'
import { DayPicker } from './DayPicker.tsx'
import { onDay } from './on-day.ts'

const MoveDialog = onDemand(async () => (await import('../../../parts/MoveDialog.tsx')).MoveDialog)

/** Which versions were in Production, from when to when, the newest first, and the way back to each. */
export function ProductionTimeline({ name }: { name: string }) {
  const { data: stays, error, refetch } = useQuery(historyQueries.stays(name, 'Production'))
  const { data: versions = [] } = useQuery(versionQueries.of(name))
  const { moveToProduction } = useMay({ model: name })
  const [back, setBack] = useState<ModelVersion>()
  const [params, setParams] = useUrlParams()
  const chosen = params.get('on') ?? ''
  // Browsers limit how often a URL may change, so a handle on its way does not change it.
  const [passed, setPassed] = useState<{ from: string; day: string }>()
  if (passed && passed.from !== chosen) setPassed(undefined) // let go
  const asked = passed?.day ?? chosen
  const day = Number.isNaN(dayNumber(asked)) ? undefined : asked
  const shown = stays && day !== undefined ? onDay(stays, day, dayOf) : stays
  const isNewest = (stay: StageStay) => stays?.findLast(({ version }) => version === stay.version) === stay
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
        <DayPicker
          stays={stays}
          day={day}
          onPass={(next) => setPassed({ from: chosen, day: next })}
          onChoose={(next) => {
            if (next !== asked) setPassed(undefined)
            setParams((before) => withParam(before, 'on', next), { replace: true })
          }}
        />
      )}
      {day !== undefined && shown && (
        <Typography role="status" sx={{ fontWeight: 500, mb: 1 }}>
          {shown.length > 0 ? `On ${dayText(day)}` : `No version was in Production on ${dayText(day)}.`}
        </Typography>
      )}
      {shown && shown.length > 0 && (
        <Box component="ol" aria-label="In Production" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {shown.toReversed().map((stay) => (
            <Stay
              key={`${stay.version} ${stay.since} ${stay.until}`}
              name={name}
              stay={stay}
              isOfDay={day !== undefined}
              // Once for each version that still exists and is elsewhere now, for those who may move it.
              past={moveToProduction && isNewest(stay) ? versions.find((it) => isPast(it, stay)) : undefined}
              onRollBack={setBack}
            />
          ))}
        </Box>
      )}
      {back && <MoveDialog version={back} stage="Production" isRollback onClose={() => setBack(undefined)} />}
    </Section>
  )
}

const isPast = ({ version, current_stage }: ModelVersion, stay: StageStay) =>
  version === stay.version && current_stage !== 'Production'

type StayProps = {
  name: string
  stay: StageStay
  /** Whether only a day is shown. */
  isOfDay: boolean
  past: ModelVersion | undefined
  onRollBack: (version: ModelVersion) => void
}

function Stay({ name, stay, isOfDay, past, onRollBack }: StayProps) {
  const { version, since, by, until, until_by, comment } = stay
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        justifyContent: 'space-between',
        alignItems: 'start',
        gap: 3,
        py: 2,
        borderTop: 1,
        borderColor: 'divider',
        overflowWrap: 'anywhere',
      }}
    >
      <div>
        <Link component={RouterLink} underline="always" to={paths.version({ name, version })}>
          Version {version}
        </Link>
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {since === undefined ? (
            ' · since before this history began'
          ) : (
            <>
              {' · since '}
              <Time ms={since} isExact={isOfDay} /> by <bdi>{by}</bdi>
            </>
          )}
          {until === undefined ? (
            isOfDay ? (
              ' · still in Production'
            ) : (
              ' · now'
            )
          ) : (
            <>
              {' · until '}
              <Time ms={until} isExact={isOfDay} />
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
      </div>
      {past && (
        <Button size="small" sx={{ flexShrink: 0 }} onClick={() => onRollBack(past)}>
          Roll back to version {version}
        </Button>
      )}
    </Box>
  )
}
