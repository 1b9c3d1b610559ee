import type { ReactNode } from 'react'
import { WriteButton } from './WriteButton.tsx'

type Props = {
  /** What is removed: “Remove ada”. */
  label?: string | undefined
  size?: 'small'
  /** A write of this list is in progress. */
  pending: boolean
  onClick: () => void
  children: ReactNode
}

/** Removes the row that it is in, and disappears with it. */
export const RemoveButton = ({ label, pending, children, ...button }: Props) => (
  <WriteButton variant="text" color="inherit" aria-label={label} {...button} pending={false} disabled={pending}>
    {children}
  </WriteButton>
)
