import Button, { type ButtonProps } from '@mui/material/Button'

type Props = Omit<ButtonProps, 'disabled'> & {
  /** A write is in progress, which it would not cancel. */
  pending: boolean
}

/** Closes a form. While its write runs it does nothing, because the form must show whether that failed, and keeps the focus. */
export const CancelButton = ({ pending, onClick, children = 'Cancel', ...button }: Props) => (
  <Button {...button} aria-disabled={pending || undefined} {...(!pending && onClick && { onClick })}>
    {children}
  </Button>
)
