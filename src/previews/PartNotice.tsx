import Alert from '@mui/material/Alert'
import Button from '@mui/material/Button'
import type { ReactNode } from 'react'

type Props = {
  /** How much is shown: “The first 512 kB of 5 MB.” */
  children: ReactNode
  /** The button's label; without it nothing more can be loaded here. */
  more?: string | undefined
  loading?: boolean
  onMore?: () => void
}

/** Says how much of a file is shown, and offers to load more. */
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
