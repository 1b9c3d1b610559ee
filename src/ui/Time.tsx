import Box from '@mui/material/Box'
import Tooltip from '@mui/material/Tooltip'
import { usePreferences } from '../preferences.ts'
import { useNow } from './clock.ts'
import { exactTime, isTime, relativeTime } from './time.ts'

type Props = {
  /** Milliseconds since the epoch; undefined is shown as “–”. */
  ms: number | undefined
  /** “3h ago”, where there is little room. */
  short?: boolean
}

/** A moment: how long ago, and on hover or focus the exact time, its zone and the epoch. */
export function Time({ ms, short = false }: Props) {
  const now = useNow()
  usePreferences() // the exact time is told in the zone they chose
  if (ms === undefined || !isTime(ms)) return <span>{ms ?? '–'}</span>
  return (
    <Tooltip
      title={
        <>
          {exactTime(ms)}
          <br />
          {new Date(ms).toISOString()}
          <br />
          {ms} ms
        </>
      }
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the exact time must be reachable by keyboard too */}
      <Box component="time" dateTime={new Date(ms).toISOString()} tabIndex={0} sx={{ whiteSpace: 'nowrap' }}>
        {relativeTime(ms, now, short)}
      </Box>
    </Tooltip>
  )
}
