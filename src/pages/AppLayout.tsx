import Box from '@mui/material/Box'
import { Suspense } from 'react'
import { Outlet, ScrollRestoration } from 'react-router'
import { useSignInAsked } from '../api/caller/sign-in.ts'
import { Hints } from '../ui/feedback/Hints.tsx'
import { Toasts } from '../ui/feedback/Toasts.tsx'
import { LoadingRows } from '../ui/feedback/LoadingRows.tsx'
import { ConnectionNotice } from './ConnectionNotice.tsx'
import { Rail } from './Rail.tsx'
import { useFocusOnNewPage } from './focus-on-new-page.ts'
import { TopBar } from './TopBar.tsx'
import { onDemand } from '../ui/feedback/on-demand.tsx'

const SignInDialog = onDemand(async () => (await import('./SignInDialog.tsx')).SignInDialog)

/** The shell: navigation rail, top bar, and the page. */
export function AppLayout() {
  const signIn = useSignInAsked()
  useFocusOnNewPage()
  return (
    <Box sx={{ display: 'flex', minHeight: '100dvh' }}>
      <Box component="a" href="#page" sx={skipLink}>
        Skip to content
      </Box>
      <Rail />
      <Box sx={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }}>
        <TopBar />
        <ConnectionNotice />
        <Box
          component="main"
          id="page"
          tabIndex={-1}
          sx={{ flex: 1, minWidth: 0, outline: 'none', pb: { xs: 18, md: 0 } }}
        >
          <Suspense fallback={<LoadingRows count={8} />}>
            <Outlet />
          </Suspense>
        </Box>
      </Box>
      <Toasts />
      <Hints />
      {signIn === 'now' && (
        <Suspense fallback={null}>
          <SignInDialog />
        </Suspense>
      )}
      <ScrollRestoration />
    </Box>
  )
}

const skipLink = {
  position: 'absolute',
  left: -9999,
  zIndex: 'tooltip',
  p: 2,
  bgcolor: 'background.paper',
  ':focus': { left: 8, top: 8 },
} as const
