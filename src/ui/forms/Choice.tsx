import FormControl, { type FormControlProps } from '@mui/material/FormControl'
import FormHelperText from '@mui/material/FormHelperText'
import InputLabel from '@mui/material/InputLabel'
import NativeSelect from '@mui/material/NativeSelect'
import OutlinedInput from '@mui/material/OutlinedInput'
import { type ReactNode, useId } from 'react'

type Props<Value extends string> = Pick<FormControlProps, 'error' | 'fullWidth' | 'sx'> & {
  /** Shown in the field's border. */
  label?: string
  /** The name of a field without a label. */
  'aria-label'?: string
  'data-screen'?: string
  value: Value
  /** What can be chosen, each with how it is shown. */
  options: readonly (readonly [value: string, shown: string])[]
  onChoose: (value: Value) => void
  helperText?: ReactNode
  autoFocus?: boolean
}

/**
 * A field with a few values to choose from: the browser's own list, which is best on a phone. MUI's TextField would bring Menu
 * into pages that show none.
 */
export function Choice<Value extends string>(props: Props<Value>) {
  const { label, 'aria-label': name, value, options, onChoose, helperText, autoFocus = false, ...control } = props
  const id = useId()
  const help = `${id}-help`
  return (
    <FormControl size="small" variant="outlined" {...control}>
      {label && (
        // Such a list always shows a choice, also that of an empty value: the label stands above it.
        <InputLabel htmlFor={id} shrink>
          {label}
        </InputLabel>
      )}
      <NativeSelect
        id={id}
        value={value}
        onChange={(event) => onChoose(event.target.value as Value)} // an option's value
        autoFocus={autoFocus}
        input={<OutlinedInput label={label} notched={Boolean(label)} />}
        inputProps={{ 'aria-label': name, 'aria-describedby': helperText ? help : undefined }}
      >
        {options.map(([option, shown]) => (
          <option key={option} value={option}>
            {shown}
          </option>
        ))}
      </NativeSelect>
      {helperText && <FormHelperText id={help}>{helperText}</FormHelperText>}
    </FormControl>
  )
}
