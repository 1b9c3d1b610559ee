import TextField, { type TextFieldProps } from '@mui/material/TextField'

type Props<Value extends string> = Omit<TextFieldProps, 'children' | 'onChange' | 'select' | 'slotProps' | 'value'> & {
  value: Value
  /** What can be chosen, each with how it is shown. */
  options: readonly (readonly [value: string, shown: string])[]
  onChoose: (value: Value) => void
}

/** A field with a few values to choose from: the browser's own list, which is best on a phone. */
export function Choice<Value extends string>({ options, onChoose, ...field }: Props<Value>) {
  return (
    <TextField
      {...field}
      select
      onChange={(event) => onChoose(event.target.value as Value)} // an option's value
      // Such a list always shows a choice, also that of an empty value: the label stands above it.
      slotProps={{ select: { native: true }, inputLabel: { shrink: true } }}
    >
      {options.map(([value, shown]) => (
        <option key={value} value={value}>
          {shown}
        </option>
      ))}
    </TextField>
  )
}
