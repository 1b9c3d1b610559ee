import TextField from '@mui/material/TextField'
import { prefer, usePreferences } from '../../preferences.ts'

/** Tag values can be far longer, but such a name is a mistake. */
const LONGEST = 200

export function NameField() {
  const { name } = usePreferences()
  return (
    <TextField
      label="Your name"
      value={name}
      onChange={(event) => prefer({ name: event.target.value })}
      helperText="Shown as the owner of models you create and the author of versions you register. Stored in this browser, not verified."
      slotProps={{ htmlInput: { autoComplete: 'name', maxLength: LONGEST } }}
      fullWidth
      sx={{ mt: 1 }}
    />
  )
}
