import InputAdornment from '@mui/material/InputAdornment'
import TextField from '@mui/material/TextField'
import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '../controls/IconButton.tsx'

type Props = { label: string; value: string; onChange: (value: string) => void; autoFocus?: boolean }

/** Asks for a new password once; it can be shown instead of typed twice. */
export function NewPasswordField({ label, value, onChange, autoFocus = false }: Props) {
  const [isShown, setShown] = useState(false)
  const Icon = isShown ? EyeOff : Eye
  const toggle = (
    <InputAdornment position="end">
      <IconButton label={isShown ? 'Hide password' : 'Show password'} onClick={() => setShown(!isShown)}>
        <Icon size={16} aria-hidden />
      </IconButton>
    </InputAdornment>
  )
  return (
    <TextField
      label={label}
      type={isShown ? 'text' : 'password'}
      fullWidth
      autoFocus={autoFocus}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      helperText="At least 12 characters. Several unrelated words make a good password."
      slotProps={{
        htmlInput: { autoComplete: 'new-password', spellCheck: false, autoCapitalize: 'off' },
        input: { endAdornment: toggle },
      }}
    />
  )
}
