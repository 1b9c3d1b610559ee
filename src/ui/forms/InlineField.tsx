import FormControl from '@mui/material/FormControl'
import FormHelperText from '@mui/material/FormHelperText'
import InputLabel from '@mui/material/InputLabel'
import OutlinedInput, { type OutlinedInputProps } from '@mui/material/OutlinedInput'
import { type ReactNode, useId } from 'react'

type Props = Pick<OutlinedInputProps, 'autoFocus' | 'disabled' | 'multiline' | 'onChange' | 'onPaste' | 'sx'> & {
  label: string
  value: string
  error?: boolean
  helperText?: ReactNode
  slotProps?: { htmlInput?: OutlinedInputProps['inputProps'] }
}

/** The text field of an InlineForm. MUI's TextField would bring Select and Menu into pages where nobody edits. */
export function InlineField({ label, error = false, helperText, disabled = false, slotProps, ...input }: Props) {
  const id = useId()
  const help = `${id}-help`
  return (
    <FormControl size="small" error={error} disabled={disabled} variant="outlined">
      <InputLabel htmlFor={id}>{label}</InputLabel>
      <OutlinedInput
        id={id}
        label={label}
        inputProps={{ ...slotProps?.htmlInput, 'aria-describedby': helperText ? help : undefined }}
        {...input}
      />
      {helperText && <FormHelperText id={help}>{helperText}</FormHelperText>}
    </FormControl>
  )
}
