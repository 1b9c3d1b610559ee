import Button, { type ButtonProps } from '@mui/material/Button'
import CircularProgress from '@mui/material/CircularProgress'

type Props = Omit<ButtonProps, 'loading'> & {
  /** The write it started is under way. */
  pending: boolean
}

/**
 * Starts a write. While that is under way another press does nothing, and yet the button keeps the focus: a disabled one
 * loses it, and whoever uses the keyboard would have to find it again after a failure. A form must itself ignore a
 * second submit.
 */
export function WriteButton({ pending, onClick, children, ...button }: Props) {
  return (
    <Button {...button} aria-disabled={pending || undefined} {...(!pending && onClick && { onClick })}>
      <span style={{ opacity: pending ? 0 : 1 }}>{children}</span>
      {pending && <CircularProgress color="inherit" size={16} aria-hidden sx={{ position: 'absolute' }} />}
    </Button>
  )
}
