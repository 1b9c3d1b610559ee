import TextField from '@mui/material/TextField'
import { storedName } from '../../ui/forms/stored-text.ts'

type Props = {
  name: string
  /** The name as it will be stored. */
  stored: string
  problem: string | undefined
  /** The server's error. */
  refusal: string | undefined
  onChange: (name: string) => void
}

export function ExperimentNameField({ name, stored, problem, refusal, onChange }: Props) {
  const said = name === '' ? undefined : (problem ?? refusal)
  return (
    <TextField
      label="Name"
      autoFocus
      fullWidth
      margin="dense"
      value={name}
      error={said !== undefined}
      helperText={said ?? (stored === name ? undefined : storedName(name))}
      onChange={(event) => onChange(event.target.value)}
      slotProps={{ htmlInput: { dir: 'auto', autoComplete: 'off', spellCheck: false } }}
    />
  )
}
