import Stack from '@mui/material/Stack'
import { useColorScheme } from '@mui/material/styles'
import ToggleButton from '@mui/material/ToggleButton'
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup'
import Typography from '@mui/material/Typography'
import { useId } from 'react'
import Autocomplete from '@mui/material/Autocomplete'
import TextField from '@mui/material/TextField'
import { prefer, usePreferences } from '../../preferences.ts'
import { useNow } from '../../ui/text/clock.ts'
import { exactTime } from '../../ui/text/time.ts'

const modes = [
  ['light', 'Light'],
  ['dark', 'Dark'],
  ['system', 'System'],
] as const

export function Appearance() {
  const { mode = 'system', setMode } = useColorScheme()
  const id = useId()
  return (
    <Stack spacing={5} sx={{ mt: 1 }}>
      <Stack direction="row" useFlexGap sx={{ alignItems: 'center', flexWrap: 'wrap', gap: 4 }}>
        <Typography id={id} variant="body2">
          Theme
        </Typography>
        <ToggleButtonGroup
          exclusive
          size="small"
          value={mode}
          aria-labelledby={id}
          // Pressing the selected button gives null: keep the selection.
          onChange={(_event, next: (typeof modes)[number][0] | null) => next && setMode(next)}
        >
          {modes.map(([value, label]) => (
            <ToggleButton key={value} value={value}>
              {label}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </Stack>
      <TimeZoneField />
    </Stack>
  )
}

const here = Intl.DateTimeFormat().resolvedOptions().timeZone
const zones = [...new Set(['local', 'UTC', ...Intl.supportedValuesOf('timeZone')])]

/** Chooses the time zone of all times in the app. */
function TimeZoneField() {
  const { timeZone } = usePreferences()
  const now = useNow()
  return (
    <Autocomplete
      options={zones}
      value={timeZone}
      disableClearable
      autoHighlight
      getOptionLabel={nameOf}
      onChange={(_event, zone) => prefer({ timeZone: zone })}
      renderInput={(params) => (
        <TextField {...params} label="Time zone" helperText={`Current time: ${exactTime(now)}.`} />
      )}
    />
  )
}

const nameOf = (zone: string) => (zone === 'local' ? `This computer’s (${spaced(here)})` : spaced(zone))
const spaced = (zone: string) => zone.replaceAll('_', ' ')
