import Alert from '@mui/material/Alert'
import { useLostSince } from '../api/connection.ts'

/** Says since when the backend has been away; what the pages show stays. */
export function ConnectionNotice() {
  const lostSince = useLostSince()
  if (lostSince === undefined) return null
  const since = new Date(lostSince).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
  return (
    <Alert severity="warning" role="status" sx={{ borderRadius: 0 }}>
      The server has not answered since {since}. What you see may be old; this page comes back by itself.
    </Alert>
  )
}
