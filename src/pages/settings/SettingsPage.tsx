import Stack from '@mui/material/Stack'
import { serverInfo } from '../../api/server-info.ts'
import { Page } from '../../ui/layout/Page.tsx'
import { Section } from '../../ui/layout/Section.tsx'
import { SettingsNav } from './accounts/SettingsNav.tsx'
import { Appearance } from './Appearance.tsx'
import { SampleProject } from './SampleProject.tsx'
import TextField from '@mui/material/TextField'
import { LONGEST_NAME, prefer, usePreferences } from '../../preferences.ts'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { Check, Minus } from 'lucide-react'
import type { Capabilities } from '#contract/server-info.ts'
import { signIn, told } from './capabilities.ts'
import Button from '@mui/material/Button'
import { useLostSince } from '../../api/connection.ts'
import { trackingUri } from '../../api/client.ts'
import { useQuery } from '@tanstack/react-query'
import { hasAccounts } from '../../api/access/access.ts'
import { endSession, meQuery } from '../../api/caller/try-sign-in.ts'
import { askForSignIn, signedInAs, signOut, signsIn, useSignInAsked } from '../../api/caller/sign-in.ts'
import { Address } from '../../ui/text/Address.tsx'
import { Fact, Facts } from '../../ui/layout/Facts.tsx'
import { Suspense } from 'react'
import { LoadingRows } from '../../ui/feedback/LoadingRows.tsx'
import { onDemand } from '../../ui/feedback/on-demand.tsx'
import { clockTime } from '../../ui/text/time.ts'

const PolicyEditor = onDemand(async () => (await import('../../parts/policy/PolicyEditor.tsx')).PolicyEditor)

export function SettingsPage() {
  return (
    <Page title="Settings">
      <SettingsNav />
      <Stack spacing={8} sx={{ maxWidth: 720 }}>
        {serverInfo.auth !== 'accounts' && (
          <Section title="You">
            {serverInfo.user === undefined ? (
              <NameField />
            ) : serverInfo.user === '' ? (
              'The proxy in front of this server sends no name for you.'
            ) : (
              <>
                The proxy in front of this server says that you are <bdi>{serverInfo.user}</bdi>.
              </>
            )}
          </Section>
        )}
        <Section title="Appearance">
          <Appearance />
        </Section>
        <Section title="Connection">
          <ServerFacts />
        </Section>
        <Section title="Server capabilities">
          <CapabilityList />
        </Section>
        {serverInfo.capabilities.sampleProject && (
          <Section title="Sample project">
            <SampleProject />
          </Section>
        )}
        {/* Last, because it grows when it has loaded: a button below would move away from a click. */}
        <Section title="Default policy">
          <Suspense fallback={<LoadingRows count={2} />}>
            <PolicyEditor />
          </Suspense>
        </Section>
      </Stack>
    </Page>
  )
}

function NameField() {
  const { name } = usePreferences()
  return (
    <TextField
      label="Your name"
      value={name}
      onChange={(event) => prefer({ name: event.target.value })}
      helperText="Shown as the owner of models you create and the author of versions you register. Stored in this browser, not verified."
      slotProps={{ htmlInput: { autoComplete: 'name', maxLength: LONGEST_NAME } }}
      fullWidth
      sx={{ mt: 1 }}
    />
  )
}

/** Lists what the server can do, and what missing capabilities mean. */
function CapabilityList() {
  return (
    <Box component="ul" aria-label="Capabilities" sx={list}>
      {(Object.keys(told) as (keyof Capabilities)[]).map((key) => {
        const { name, has, lacks } = told[key]
        const there = serverInfo.capabilities[key]
        const Icon = there ? Check : Minus
        return (
          <Box component="li" key={key} aria-label={`${name}: ${there ? 'yes' : 'no'}`}>
            <Box sx={{ color: there ? 'success.main' : 'text.secondary', pt: 0.5 }}>
              <Icon size={16} aria-hidden />
            </Box>
            <div>
              <Typography variant="body2" component="span" sx={{ fontWeight: 500 }}>
                {name}
              </Typography>
              <Typography variant="body2" color="textSecondary">
                {there ? has : lacks}
              </Typography>
            </div>
          </Box>
        )
      })}
    </Box>
  )
}

const list = {
  listStyle: 'none',
  m: 0,
  p: 0,
  '& > li': { display: 'flex', gap: 3, py: 2 },
  '& > li + li': { borderTop: 1, borderColor: 'divider' },
} as const

/** The servers in use and their status. */
function ServerFacts() {
  const lostSince = useLostSince()
  useSignInAsked() // re-render when the user signs in or out
  const account = useQuery(meQuery).data?.name
  const me = account ?? signedInAs()
  const { version, mlflowVersion, backend, servers, auth } = serverInfo
  return (
    <Facts>
      <Fact name="Status">{lostSince === undefined ? 'Connected' : `No answer since ${clockTime(lostSince)}`}</Fact>
      <Fact name="Tracking URI">
        <Address uri={trackingUri} what="tracking URI" />
      </Fact>
      <Fact name="Modelshelf">{version}</Fact>
      <Fact name="MLflow API">{mlflowVersion || 'Unknown version'}</Fact>
      <Fact name="Backend">
        {backend === 'embedded' ? 'Built in: one database and one artifact folder' : 'MLflow server'}
      </Fact>
      {servers && (
        <Fact name={servers.registry === undefined ? 'MLflow server' : 'Tracking server'}>
          <code>{servers.tracking}</code>
        </Fact>
      )}
      {servers?.registry !== undefined && (
        <Fact name="Registry server">
          <code>{servers.registry}</code>
        </Fact>
      )}
      <Fact name="Sign-in">{signIn[auth]}</Fact>
      {signsIn && <Fact name="You">{me === undefined ? signInButton : <SignedIn name={me} />}</Fact>}
    </Facts>
  )
}

const signInButton = (
  <Button variant="text" onClick={askForSignIn}>
    Sign in
  </Button>
)

const SignedIn = ({ name }: { name: string }) => (
  <>
    Signed in as <bdi>{name}</bdi>{' '}
    <Button variant="text" onClick={() => void (hasAccounts ? endSession() : signOut())}>
      Sign out
    </Button>
  </>
)
