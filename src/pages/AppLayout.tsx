import { Suspense, useEffect, useRef } from 'react'
import { nameHere } from '../storage.ts'
import { Outlet, ScrollRestoration, useMatches, useNavigationType } from 'react-router'
import { answerName, useIsNameAsked } from '../api/caller/ask-name.ts'
import { useOwnPlaces } from '../api/caller/own-places.ts'
import { askForSignIn, useSignInAsked } from '../api/caller/sign-in.ts'
import { Hints } from '../ui/feedback/Hints.tsx'
import { WholeText } from '../ui/text/WholeText.tsx'
import { Toasts } from '../ui/feedback/Toasts.tsx'
import { LoadingRows } from '../ui/feedback/LoadingRows.tsx'
import { Rail } from './Rail.tsx'
import { TopBar } from './TopBar.tsx'
import { onDemand } from '../ui/feedback/on-demand.tsx'
import Alert from '@mui/material/Alert'
import Button from '@mui/material/Button'
import { useLostSince } from '../api/connection.ts'
import { serverInfo } from '../api/server-info.ts'
import { clockTime } from '../ui/text/time.ts'

const SignInDialog = onDemand(async () => (await import('./SignInDialog.tsx')).SignInDialog)

const YourNameDialog = onDemand(async () => (await import('./YourNameDialog.tsx')).YourNameDialog)

/** The shell: navigation rail, top bar, and the page. */
export function AppLayout() {
  const signIn = useSignInAsked()
  const isNameAsked = useIsNameAsked()
  useFocusOnNewPage()
  useOwnPlaces()
  return (
    <div className="app">
      <a
        href="#page"
        className="skip-link"
        onClick={(event) => {
          event.preventDefault() // the page's `base` would lead to another page
          document.getElementById('page')?.focus()
        }}
      >
        Skip to content
      </a>
      <Rail />
      <div className="app-column">
        <TopBar />
        <ConnectionNotice />
        {serverInfo.absence && (
          <Alert severity="error" role="status" sx={bar}>
            No MLflow server answers at <code>{serverInfo.absence.address}</code> ({serverInfo.absence.variable}).{' '}
            {serverInfo.absence.why}
          </Alert>
        )}
        <main id="page" tabIndex={-1}>
          <Suspense fallback={<LoadingRows count={8} />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <Toasts />
      <Hints />
      <WholeText />
      {signIn === 'now' && (
        <Suspense fallback={null}>
          <SignInDialog />
        </Suspense>
      )}
      {isNameAsked && <YourNameDialog onAnswer={answerName} onClose={() => answerName('')} />}
      <ScrollRestoration storageKey={nameHere('react-router-scroll-positions')} />
    </div>
  )
}

/** Moves the focus to the heading of a new page, as a page load would. Tabs are not pages. */
function useFocusOnNewPage(): void {
  const page = useMatches().findLast(({ handle }) => handle !== undefined)?.pathname
  const type = useNavigationType()
  const before = useRef(page)
  useEffect(() => {
    if (before.current === page) return
    before.current = page
    // Keep the focus when a page changes its own URL, such as after renaming a model.
    if (type !== 'REPLACE' && !document.querySelector('[aria-modal=true]'))
      document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
  }, [page, type])
}

/** Says since when the backend has been away, or that the user is not signed in; the page stays. */
function ConnectionNotice() {
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
