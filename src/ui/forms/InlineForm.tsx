import Stack from '@mui/material/Stack'
import type { FormEvent, KeyboardEvent, ReactNode } from 'react'
import { CancelButton } from './CancelButton.tsx'
import { useLeaving } from './use-starting.ts'
import { WriteButton } from './WriteButton.tsx'

type Props = {
  /** Accessible name: “Add tag”. */
  label: string
  children: ReactNode
  disabled: boolean
  /** The button's label: “Save”. */
  action?: string
  /** Another button. */
  more?: ReactNode
  pending: boolean
  onSave: () => void
  onCancel: () => void
}

/** A small form in the place of its result: Enter saves, Escape cancels. */
export function InlineForm({ label, children, disabled, action = 'Save', more, pending, onSave, onCancel }: Props) {
  const { start, isHeld, leave } = useLeaving(pending)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (disabled || pending || !start()) return
    onSave()
  }
  const cancel = () => {
    if (leave()) onCancel()
  }
  const escape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    cancel()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape reaches it from its fields
    <form aria-label={label} onSubmit={submit} onKeyDown={escape} noValidate>
      <Stack spacing={3} sx={{ pt: 3, pb: 2, maxWidth: 420 }}>
        {children}
        <Stack direction="row" spacing={2}>
          <WriteButton type="submit" variant="contained" disabled={disabled} pending={pending}>
            {action}
          </WriteButton>
          {more}
          <CancelButton pending={isHeld} onClick={cancel} />
        </Stack>
      </Stack>
    </form>
  )
}
