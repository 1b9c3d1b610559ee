import './react.ts'
import { ThemeProvider } from '@mui/material/styles'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import variables from 'virtual:theme-variables'
import plainStyles from './app.css?inline'
import { learnAgain } from './api/caller/try-sign-in.ts'
import { onReturn, whyMissing } from './api/connection.ts'
import { queryClient } from './query-client.ts'
import { router } from './routes.tsx'
import { nameHere } from './storage.ts'
import { theme } from './theme.ts'
import { codeComesFrom, isLoadingCode } from './ui/feedback/on-demand.tsx'
import { watchPrinting } from './ui/print/printing.ts'
import { nonce } from './ui/styles/nonce.ts'

codeComesFrom({ whyMissing, onReturn })
watchPrinting(() => queryClient.isFetching() > 0 || isLoadingCode())

document.head.append(Object.assign(document.createElement('style'), { textContent: variables + plainStyles, ...nonce }))

const draw = () =>
  createRoot(document.getElementById('root')!).render(
    // index.html has #root
    <StrictMode>
      <ThemeProvider
        theme={theme}
        defaultMode="system"
        modeStorageKey={nameHere('mui-mode')}
        colorSchemeStorageKey={nameHere('mui-color-scheme')}
        disableStyleSheetGeneration
      >
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </ThemeProvider>
    </StrictMode>,
  )

/** How long the frame in index.html stands for the app's, in ms, if the page's code is late. */
const LATE = 200

/** Resolves when the page can be drawn with the frame around it, so that both are drawn and laid out once. */
const pageIsReady = () =>
  new Promise<void>((resolve) => {
    if (router.state.initialized) return resolve()
    setTimeout(resolve, LATE)
    const stop = router.subscribe(({ initialized }) => {
      if (!initialized) return
      stop()
      resolve()
    })
  })

void Promise.all([learnAgain(), pageIsReady()]).then(draw)
