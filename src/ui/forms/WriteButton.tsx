import Button, { type ButtonProps } from '@mui/material/Button'
import CircularProgress from '@mui/material/CircularProgress'
import { useState } from 'react'
import { handOver } from './hand-over.ts'
import { useStarting } from './use-starting.ts'

type Props = Omit<ButtonProps, 'loading' | 'className' | 'onFocus' | 'onBlur'> & {
  /** Its write or read is in progress. */
  pending: boolean
}

/**
 * Starts a write, or reads more. Meanwhile, and when its form is empty or invalid, presses do nothing but the button keeps the focus:
 * disabling it would lose the focus, and with it the keys, such as Escape. The form must ignore a submit then.
 */
export function WriteButton({ pending, disabled, onClick, children, ...button }: Props) {
  const [isFocused, setFocused] = useState(false)
  const { start } = useStarting()
  const isOff = pending || disabled
  const press: typeof onClick = (event) => {
    if (start()) onClick?.(event)
  }
  return (
    <Button
      ref={handOver}
      {...button}
      {...(disabled && { disabled: !isFocused, className: 'Mui-disabled' })}
      aria-disabled={isOff || undefined}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      {...(!isOff && onClick && { onClick: press })}
    >
      <span style={{ opacity: pending ? 0 : 1 }}>{children}</span>
      {pending && <CircularProgress color="inherit" size={16} aria-hidden sx={{ position: 'absolute' }} />}
    </Button>
  )
}
