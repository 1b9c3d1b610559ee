import Alert from '@mui/material/Alert'
import Divider from '@mui/material/Divider'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { onSignedInElsewhere, openProvider } from '../api/caller/provider.ts'
import { lastSignedIn, readAgain } from '../api/caller/try-sign-in.ts'
import { WriteButton } from '../ui/forms/WriteButton.tsx'

/** Signs in with the identity provider, in a window of its own, so that the page behind keeps its state. */
export function ProviderButton({ provider }: { provider: string }) {
  const client = useQueryClient()
  const write = useMutation({ mutationFn: openProvider, meta: { errorShown: 'inline' } })
  useEffect(() => onSignedInElsewhere((name) => readAgain(client, lastSignedIn(client), name)), [client])
  return (
    <>
      <WriteButton variant="outlined" fullWidth autoFocus pending={write.isPending} onClick={() => write.mutate()}>
        Sign in with {provider}
      </WriteButton>
      {write.error && (
        <Alert severity="error" variant="outlined" sx={{ overflowWrap: 'anywhere' }}>
          {write.error.message}
        </Alert>
      )}
      <Divider>or</Divider>
    </>
  )
}
