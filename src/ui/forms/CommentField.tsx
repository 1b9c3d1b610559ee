import TextField from '@mui/material/TextField'

type Props = { label: string; value: string; autoFocus?: boolean; onChange: (text: string) => void }

/** An optional text of several lines in a form; Ctrl+Enter or ⌘+Enter sends the form. */
export function CommentField({ label, value, autoFocus = false, onChange }: Props) {
  return (
    <TextField
      label={label}
      helperText="Optional"
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
