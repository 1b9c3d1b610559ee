import Button, { type ButtonProps } from '@mui/material/Button'
import CircularProgress from '@mui/material/CircularProgress'

type Props = Omit<ButtonProps, 'loading'> & {
  /** Its write is in progress. */
  pending: boolean
}

/**
 * Starts a write. While it runs, further presses do nothing but the button keeps the focus: disabling it would lose the
 * focus, and keyboard users would have to find the button again after a failure. The form must ignore a second submit.
 */
export function WriteButton({ pending, onClick, children, ...button }: Props) {
  return (
    <Button {...button} aria-disabled={pending || undefined} {...(!pending && onClick && { onClick })}>
      <span style={{ opacity: pending ? 0 : 1 }}>{children}</span>
      {pending && <CircularProgress color="inherit" size={16} aria-hidden sx={{ position: 'absolute' }} />}
    </Button>
  )
}
