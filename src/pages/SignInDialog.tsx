import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { hasAccounts } from '../api/access/access.ts'
import { lastSignedIn, readAgain, trySignIn } from '../api/caller/try-sign-in.ts'
import { serverInfo } from '../api/server-info.ts'
import { putOffSignIn } from '../api/caller/sign-in.ts'
import { ConfirmDialog } from '../ui/forms/ConfirmDialog.tsx'
import { ProviderButton } from './ProviderButton.tsx'
import { answerOf } from '../ui/forms/write.ts'

/** Asks for the user's name and password, here or in MLflow; the page behind keeps its state, unless it is somebody else's. */
export function SignInDialog() {
  const [user, setUser] = useState('')
  const [password, setPassword] = useState('')
  const client = useQueryClient()
  const write = useMutation({ mutationFn: () => trySignIn(user, password), meta: { errorShown: 'inline' } })
  const submit = async () => {
    const last = lastSignedIn(client)
    const now = await answerOf(write, undefined)
    if (now !== undefined) readAgain(client, last, now)
  }
  return (
    <ConfirmDialog
      title={hasAccounts ? 'Sign in' : 'Sign in to the MLflow server'}
      confirm="Sign in"
      disabled={user === ''}
      write={write}
      onConfirm={() => void submit()}
      onClose={putOffSignIn}
    >
      <Stack spacing={4} sx={{ pt: 2 }}>
        {serverInfo.provider !== undefined && <ProviderButton provider={serverInfo.provider} />}
        <TextField
          label="User name"
          autoFocus={serverInfo.provider === undefined}
          fullWidth
          value={user}
          onChange={(event) => setUser(event.target.value)}
          slotProps={{ htmlInput: { autoComplete: 'username', spellCheck: false, autoCapitalize: 'off' } }}
        />
        <TextField
          label="Password"
          type="password"
          fullWidth
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          helperText={hasAccounts ? undefined : 'Kept until you close this tab.'}
          slotProps={{ htmlInput: { autoComplete: 'current-password' } }}
        />
      </Stack>
    </ConfirmDialog>
  )
}
