import Autocomplete from '@mui/material/Autocomplete'
import TextField from '@mui/material/TextField'
import { prefer, usePreferences } from '../../preferences.ts'
import { useNow } from '../../ui/text/clock.ts'
import { exactTime } from '../../ui/text/time.ts'

const here = Intl.DateTimeFormat().resolvedOptions().timeZone
const zones = [...new Set(['local', 'UTC', ...Intl.supportedValuesOf('timeZone')])]

/** Chooses the time zone of all times in the app. */
export function TimeZoneField() {
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
