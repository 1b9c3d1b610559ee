import TextField from '@mui/material/TextField'
import { storedName } from './stored-text.ts'

type Props = {
  name: string
  /** The name as it will be stored. */
  stored: string
  /** Why the name is invalid, or the server's refusal; not shown before something is typed. */
  problem: string | undefined
  onChange: (name: string) => void
}

/** The name of something new or renamed, in a dialog. */
export function NameField({ name, stored, problem, onChange }: Props) {
  const said = name === '' ? undefined : problem
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
