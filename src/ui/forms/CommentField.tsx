import TextField from '@mui/material/TextField'

type Props = {
  label: string
  value: string
  isRequired?: boolean
  autoFocus?: boolean
  onChange: (text: string) => void
}

/** A text of several lines, optional unless it says otherwise, in a form; Ctrl+Enter or ⌘+Enter sends the form. */
export function CommentField({ label, value, isRequired = false, autoFocus = false, onChange }: Props) {
  return (
    <TextField
      label={label}
      helperText={isRequired ? 'Required' : 'Optional'}
      multiline
      minRows={3}
      maxRows={12}
      fullWidth
      autoFocus={autoFocus}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
          event.currentTarget.closest('form')?.requestSubmit()
      }}
      slotProps={{ htmlInput: { dir: 'auto' } }}
    />
  )
}
