import TextField from '@mui/material/TextField'

type Props = {
  name: string
  problem: string | undefined
  /** The server's error. */
  refusal: string | undefined
  onChange: (name: string) => void
}

export function ExperimentNameField({ name, problem, refusal, onChange }: Props) {
  const said = name === '' ? undefined : (problem ?? refusal)
  return (
    <TextField
      label="Name"
      autoFocus
      fullWidth
      margin="dense"
      value={name}
      error={said !== undefined}
      helperText={said}
      onChange={(event) => onChange(event.target.value)}
      slotProps={{ htmlInput: { dir: 'auto', autoComplete: 'off', spellCheck: false } }}
    />
  )
}
