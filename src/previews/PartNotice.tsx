import Alert from '@mui/material/Alert'
import Button from '@mui/material/Button'
import type { ReactNode } from 'react'

type Props = {
  /** How much is shown: “The first 512 kB of 5 MB.” */
  children: ReactNode
  /** What the button says; without it there is no more to be had here. */
  more?: string | undefined
  loading?: boolean
  onMore?: () => void
}

/** Says how much of a file is shown, and offers more of it. */
export function PartNotice({ children, more, loading = false, onMore }: Props) {
  const button = more && (
    <Button color="inherit" loading={loading} onClick={onMore} sx={{ whiteSpace: 'nowrap' }}>
      {more}
    </Button>
  )
  return (
    <Alert severity="info" variant="outlined" sx={{ mb: 3 }} action={button}>
      {children}
    </Alert>
  )
}
