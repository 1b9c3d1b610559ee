import TextField from '@mui/material/TextField'
import { prefer, usePreferences } from '../../preferences.ts'

/** A tag's value can hold far more; a name of this length is a mistake. */
const LONGEST = 200

export function NameField() {
  const { name } = usePreferences()
  return (
    <TextField
      label="Your name"
      value={name}
      onChange={(event) => prefer({ name: event.target.value })}
      helperText="Written as the owner of models that you create and as the author of versions that you register. Kept in this browser; nobody checks it."
      slotProps={{ htmlInput: { autoComplete: 'name', maxLength: LONGEST } }}
      fullWidth
      sx={{ mt: 1 }}
    />
  )
}
