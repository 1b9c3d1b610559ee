import createCache from '@emotion/cache'
import { CacheProvider } from '@emotion/react'
import CssBaseline from '@mui/material/CssBaseline'
import { ThemeProvider } from '@mui/material/styles'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { learnAgain } from './api/caller/try-sign-in.ts'
import { onReturn, whyMissing } from './api/connection.ts'
import { queryClient } from './query-client.ts'
import { router } from './routes.tsx'
import { theme } from './theme.ts'
import { codeComesFrom, isLoadingCode } from './ui/feedback/on-demand.tsx'
import { watchPrinting } from './ui/print/printing.ts'

codeComesFrom({ whyMissing, onReturn })
watchPrinting(() => queryClient.isFetching() > 0 || isLoadingCode())

// The CSP allows only styles that carry the server's nonce.
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content
const styles = createCache({ key: 'css', ...(nonce ? { nonce } : {}) })

const draw = () =>
  createRoot(document.getElementById('root')!).render(
    // index.html has #root
    <StrictMode>
      <CacheProvider value={styles}>
        <ThemeProvider theme={theme} defaultMode="system">
          <CssBaseline />
          <QueryClientProvider client={queryClient}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </ThemeProvider>
      </CacheProvider>
    </StrictMode>,
  )

void learnAgain().then(draw)
