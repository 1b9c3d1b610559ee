import Button from '@mui/material/Button'
import { useLostSince } from '../../api/connection.ts'
import { serverInfo } from '../../api/server-info.ts'
import { trackingUri } from '../../api/client.ts'
import { askForSignIn, signedInAs, signOut, useSignInAsked } from '../../api/caller/sign-in.ts'
import { CopyButton } from '../../ui/controls/CopyButton.tsx'
import { Fact, Facts } from '../../ui/layout/Facts.tsx'
import { clockTime } from '../../ui/text/time.ts'
import { signIn } from './capabilities.ts'

/** The servers in use and their status. */
export function ServerFacts() {
  const lostSince = useLostSince()
  useSignInAsked() // re-render when the user signs in or out
  const me = signedInAs()
  const { version, mlflowVersion, backend, servers, auth } = serverInfo
  return (
    <Facts>
      <Fact name="Status">{lostSince === undefined ? 'Connected' : `No answer since ${clockTime(lostSince)}`}</Fact>
      <Fact name="Tracking URI">
        <code>{trackingUri}</code> <CopyButton text={trackingUri} what="tracking URI" />
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
      {auth === 'pass-through' && <Fact name="You">{me === undefined ? signInButton : <SignedIn name={me} />}</Fact>}
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
    <Button variant="text" onClick={signOut}>
      Sign out
    </Button>
  </>
)
