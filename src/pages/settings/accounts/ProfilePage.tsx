import Alert from '@mui/material/Alert'
import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Session } from '#contract/accounts/account-calls.ts'
import { accountQueries, useAccountCall } from '../../../api/accounts.ts'
import { serverInfo } from '../../../api/server-info.ts'
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../../../ui/feedback/LoadingRows.tsx'
import { toast } from '../../../ui/feedback/toast.ts'
import { NewPasswordField } from '../../../ui/forms/NewPasswordField.tsx'
import { RemoveButton } from '../../../ui/forms/RemoveButton.tsx'
import { useStarting } from '../../../ui/forms/use-starting.ts'
import { succeeded } from '../../../ui/forms/write.ts'
import { WriteButton } from '../../../ui/forms/WriteButton.tsx'
import { Page } from '../../../ui/layout/Page.tsx'
import { Section } from '../../../ui/layout/Section.tsx'
import { Time } from '../../../ui/text/Time.tsx'
import { AccountRow, AccountRows } from './AccountRow.tsx'
import { browserOf } from './browser-of.ts'
import { SettingsNav } from './SettingsNav.tsx'
import { onDemand } from '../../../ui/feedback/on-demand.tsx'
import { Suspense } from 'react'

const TokenList = onDemand(async () => (await import('./TokenList.tsx')).TokenList)

/** One's own account: password, sessions and tokens. */
export function ProfilePage() {
  return (
    <Page title="Profile">
      <SettingsNav />
      <Profile />
    </Page>
  )
}

function Profile() {
  const { data: profile, error, refetch } = useQuery(accountQueries.profile())
  const [create, revoke] = [useAccountCall('createToken'), useAccountCall('revokeToken')]
  if (error && !profile)
    return <ErrorNotice title="Your profile could not be loaded" error={error} onRetry={() => void refetch()} />
  if (!profile) return <LoadingRows count={8} />
  return (
    <Stack spacing={8} sx={{ maxWidth: 720, overflowWrap: 'break-word' }}>
      <Section title="Account">
        Signed in as <bdi>{profile.name}</bdi>. Your role is {profile.role}.
      </Section>
      <Section title="Tokens">
        <Suspense fallback={<LoadingRows count={2} />}>
          <TokenList tokens={profile.tokens} create={create} revoke={revoke} canImport={profile.role === 'admin'} />
        </Suspense>
      </Section>
      {!serverInfo.isProxied && (
        <>
          {!profile.is_external && (
            <Section title="Password">
              <PasswordForm name={profile.name} />
            </Section>
          )}
          <Sessions sessions={profile.sessions} />
        </>
      )}
    </Stack>
  )
}

function PasswordForm({ name }: { name: string }) {
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const write = useAccountCall('changePassword')
  const { start } = useStarting()
  const isEmpty = current === '' || password === ''
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (isEmpty || write.isPending || !start()) return
    if (!(await succeeded(write, { current, password }))) return
    setCurrent('')
    setPassword('')
    toast({ text: 'Password changed. Your other sessions ended.' })
  }
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      {/* Password managers look for it. */}
      <input type="text" autoComplete="username" value={name} readOnly hidden />
      <Stack spacing={4} sx={{ maxWidth: 420, pt: 2 }}>
        <TextField
          label="Current password"
          type="password"
          fullWidth
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
          slotProps={{ htmlInput: { autoComplete: 'current-password' } }}
        />
        <NewPasswordField label="New password" value={password} onChange={setPassword} />
        {write.error && (
          <Alert severity="error" variant="outlined">
            {write.error.message}
          </Alert>
        )}
        <div>
          <WriteButton type="submit" disabled={isEmpty} pending={write.isPending}>
            Change password
          </WriteButton>
        </div>
      </Stack>
    </form>
  )
}

function Sessions({ sessions }: { sessions: readonly Session[] }) {
  const end = useAccountCall('endSession')
  const endAll = (
    <RemoveButton pending={end.isPending} onClick={() => end.mutate({})}>
      End other sessions
    </RemoveButton>
  )
  return (
    <Section title="Sessions" actions={sessions.length > 1 && endAll}>
      {end.error && <ErrorNotice title="The session could not be ended" error={end.error} />}
      <AccountRows label="Sessions">
        {sessions.map(({ id, agent, created, used, is_current }) => (
          <AccountRow
            key={id}
            name={browserOf(agent)}
            title={browserOf(agent)}
            actions={
              !is_current && (
                <RemoveButton pending={end.isPending} onClick={() => end.mutate({ id })}>
                  End
                </RemoveButton>
              )
            }
          >
            {is_current ? (
              'This browser'
            ) : (
              <>
                Last used <Time ms={used} />
              </>
            )}{' '}
            · signed in <Time ms={created} />
          </AccountRow>
        ))}
      </AccountRows>
    </Section>
  )
}
