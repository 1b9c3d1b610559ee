import Alert from '@mui/material/Alert'
import type { ReactNode } from 'react'
import { WriteButton } from '../ui/forms/WriteButton.tsx'

type Props = {
  /** How much is shown: “The first 512 kB of 5 MB.” */
  children: ReactNode
  /** The button's label; without it nothing more can be loaded here. */
  more?: string | undefined
  pending?: boolean
  onMore?: () => void
}

/** Says how much of a file is shown, and offers to load more. */
export function PartNotice({ children, more, pending = false, onMore }: Props) {
  const button = more && (
    <WriteButton color="inherit" pending={pending} onClick={onMore} sx={{ whiteSpace: 'nowrap' }}>
      {more}
    </WriteButton>
  )
  return (
    <Alert severity="info" variant="outlined" sx={{ mb: 3 }} action={button}>
      {children}
    </Alert>
  )
}
