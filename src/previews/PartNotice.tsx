import Alert from '@mui/material/Alert'
import Button from '@mui/material/Button'
import type { Content } from '../api/artifacts.ts'
import { byteText } from '../ui/bytes.ts'

type Props = {
  content: Content
  /** Bytes that can be loaded here at all. */
  most: number
  loading: boolean
  onMore: () => void
}

/** Says how much of a file is shown, and offers the rest. */
export function PartNotice({ content: { bytes, size }, most, loading, onMore }: Props) {
  const end = bytes.length >= most
  const rest = size <= most ? 'Load the rest' : `Load the first ${byteText(most)}`
  const more = (
    <Button color="inherit" loading={loading} onClick={onMore} sx={{ whiteSpace: 'nowrap' }}>
      {rest}
    </Button>
  )
  return (
    <Alert severity="info" variant="outlined" sx={{ mb: 3 }} action={!end && more}>
      The first {byteText(bytes.length)} of {byteText(size)}.{end && ' Download the file to see all of it.'}
    </Alert>
  )
}
