import Stack from '@mui/material/Stack'
import { useColorScheme } from '@mui/material/styles'
import ToggleButton from '@mui/material/ToggleButton'
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup'
import Typography from '@mui/material/Typography'
import { Suspense, useId } from 'react'
import { LoadingRows } from '../../ui/feedback/LoadingRows.tsx'
import { onDemand } from '../../ui/feedback/on-demand.tsx'

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
      <Stack direction="row" sx={{ alignItems: 'center', flexWrap: 'wrap', gap: 4 }}>
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
      <Suspense fallback={<LoadingRows count={1} />}>
        <TimeZoneField />
      </Suspense>
    </Stack>
  )
}

const TimeZoneField = onDemand(async () => (await import('./TimeZoneField.tsx')).TimeZoneField)
