import Button from '@mui/material/Button'
import type { MouseEvent, ReactNode } from 'react'

type Props = {
  /** What is removed: “Remove ada”. */
  label?: string
  /** A write of this list is in progress. */
  pending: boolean
  onClick: () => void
  children: ReactNode
}

/**
 * Removes the row that it is in, and disappears with it. The dialog or page around it takes the focus at once, so that Escape and Tab still
 * work there.
 */
export function RemoveButton({ label, pending, onClick, children }: Props) {
  const remove = ({ currentTarget }: MouseEvent<HTMLButtonElement>) => {
    currentTarget.closest<HTMLElement>('[role="dialog"], main')?.focus({ preventScroll: true })
    onClick()
  }
  return (
    <Button variant="text" color="inherit" aria-label={label} disabled={pending} onClick={remove}>
      {children}
    </Button>
  )
}
