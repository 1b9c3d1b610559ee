import Alert from '@mui/material/Alert'
import { useLostSince } from '../api/connection.ts'
import { clockTime } from '../ui/time.ts'

/** Says since when the backend has been away; what the pages show stays. */
export function ConnectionNotice() {
  const lostSince = useLostSince()
  if (lostSince === undefined) return null
  return (
    <Alert severity="warning" role="status" sx={{ borderRadius: 0 }}>
      The server has not answered since {clockTime(lostSince)}. What you see may be old; this page comes back by itself.
    </Alert>
  )
}
