import { CancelledError, MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiError, isPassing } from '#contract/errors.ts'
import { dropEarlyAnswers } from './api/caller/early-calls.ts'
import { nameAsked } from './api/caller/ask-name.ts'
import { refetchAccess } from './api/access/access.ts'
import { noteFailure, onReturn } from './api/connection.ts'
import { outdateReads } from './api/writes/outdated-reads.ts'
import { onUnseenFailure } from './api/writes/unseen.ts'
import { sayFailed } from './ui/feedback/toast.ts'

declare module '@tanstack/react-query' {
  interface Register {
    /** Since when a write reads first what it changes, in ms (src/api/writes/checking.ts). */
    queryMeta: { checkedSince?: number }
    /** `inline`: the component that starts the write shows its error, as long as it is there. */
    mutationMeta: { errorShown?: 'inline'; /** It is nobody's own: it needs no name. */ isNameless?: boolean }
  }
}

/** How long an answer counts as new, in ms. */
const FRESH = 5_000

/** When this tab last wrote anything: what was missing before may be there. */
let lastWrite = 0

/** Whether what the URL asks for is missing or makes no sense. Whoever signs in elsewhere changes other refusals. */
const isAboutUrl = (error: unknown) => error instanceof ApiError && [400, 404].includes(error.status)

export const queryClient = new QueryClient({
  defaultOptions: {
    // The server may run on this machine, so the browser being offline says nothing about it.
    queries: {
      networkMode: 'always',
      staleTime: FRESH,
      retry: (count, error) => count < 1 && isPassing(error),
      // Asked beside the code of its page (first-asks.ts), what is missing is not asked for again by the page.
      retryOnMount: ({ state: { error, errorUpdatedAt, isInvalidated } }) =>
        !isAboutUrl(error) || isInvalidated || errorUpdatedAt <= lastWrite || Date.now() - errorUpdatedAt > FRESH,
    },
    mutations: { networkMode: 'always' },
  },
  queryCache: new QueryCache({
    onError(error, query) {
      noteFailure(error)
      // React Query invalidates whatever fails. Without data that says nothing, and hides what is invalidated from now on (retryOnMount).
      if (query.state.data === undefined) query.setState({ isInvalidated: false })
    },
  }),
  mutationCache: new MutationCache({
    onMutate(_variables, mutation) {
      dropEarlyAnswers()
      return mutation.meta?.isNameless ? undefined : nameAsked()
    },
    onSettled() {
      lastWrite = Date.now()
      outdateReads(queryClient)
    },
    onError(error, _variables, _result, mutation) {
      if (error instanceof CancelledError) return // somebody left its form before it wrote
      noteFailure(error)
      if (error instanceof ApiError && error.status === 403) void refetchAccess(queryClient)
      if (mutation.meta?.errorShown !== 'inline') sayFailed(error)
    },
  }),
})

onUnseenFailure(queryClient.getMutationCache(), sayFailed)

onReturn(() => void queryClient.invalidateQueries())

// Optimistic writes may still be in flight: ask before the page is closed or reloaded.
window.addEventListener('beforeunload', (event) => {
  if (queryClient.isMutating() > 0) event.preventDefault()
})
