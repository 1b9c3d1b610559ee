import Alert from '@mui/material/Alert'
import Button from '@mui/material/Button'
import { useLostSince } from '../api/connection.ts'
import { askForSignIn, useSignInAsked } from '../api/caller/sign-in.ts'
import { clockTime } from '../ui/text/time.ts'

/** Says since when the backend has been away, or that the user is not signed in; the page stays. */
export function ConnectionNotice() {
  const lostSince = useLostSince()
  const signIn = useSignInAsked()
  if (lostSince !== undefined)
    return (
      <Alert severity="warning" role="status" sx={bar}>
        No answer from the server since {clockTime(lostSince)}. What you see may be out of date. Reconnecting…
      </Alert>
    )
  if (signIn !== 'later') return null
  const button = (
    <Button color="inherit" onClick={askForSignIn}>
      Sign in
    </Button>
  )
  return (
    <Alert severity="warning" role="status" sx={bar} action={button}>
      You are not signed in to the MLflow server. Sign in to see what you have access to.
    </Alert>
  )
}

const bar = { borderRadius: 0 } as const
