import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Stack from '@mui/material/Stack'
import Typography from '@mui/material/Typography'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { baseUrl } from '../../base-url.ts'
import { finishQuery, returnToProvider } from '../../api/caller/provider.ts'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../../ui/feedback/LoadingRows.tsx'
import { WriteButton } from '../../ui/forms/WriteButton.tsx'
import { Page } from '../../ui/layout/Page.tsx'

/** Where the identity provider sends people back to. It closes its window, or goes on to where they were, once they are signed in. */
export function SignedInPage() {
  const [query] = useState(() => window.location.search)
  const { data: me, error, isPending } = useQuery(finishQuery(query))
  return (
    <Box component="main" sx={{ maxWidth: 460, mx: 'auto', pt: { xs: 4, md: 20 } }}>
      <Typography color="textSecondary" sx={{ px: { xs: 4, md: 8 }, fontWeight: 600 }}>
        Modelshelf
      </Typography>
      <Page title={me ? 'You are signed in' : error ? 'You are not signed in' : 'Signing in…'}>
        {isPending && <LoadingRows count={2} />}
        {error && <Again error={error} />}
        {me && (
          <Typography sx={{ overflowWrap: 'break-word' }}>
            Signed in as <bdi>{me.name}</bdi>. You can close this window, or <a href={baseUrl}>open Modelshelf here</a>.
          </Typography>
        )}
      </Page>
    </Box>
  )
}

function Again({ error }: { error: Error }) {
  const write = useMutation({ mutationFn: returnToProvider, meta: { errorShown: 'inline' } })
  return (
    <Stack spacing={4}>
      <ErrorNotice title="Sign-in failed" error={error} />
      {write.error && (
        <Alert severity="error" variant="outlined" sx={{ overflowWrap: 'anywhere' }}>
          {write.error.message}
        </Alert>
      )}
      <div>
        <WriteButton variant="contained" pending={write.isPending} onClick={() => write.mutate()}>
          Sign in again
        </WriteButton>
      </div>
    </Stack>
  )
}
