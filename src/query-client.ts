import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiError } from '#contract/errors.ts'
import { noteFailure, onReturn } from './api/connection.ts'
import { toast } from './ui/feedback/toast.ts'

declare module '@tanstack/react-query' {
  interface Register {
    /** `inline`: whoever starts the write shows its error itself. */
    mutationMeta: { errorShown?: 'inline' }
  }
}

export const queryClient = new QueryClient({
  defaultOptions: {
    // The server may run on this very machine: being offline says nothing about it.
    queries: { networkMode: 'always', staleTime: 5_000, retry: (count, error) => count < 1 && isPassing(error) },
    mutations: { networkMode: 'always' },
  },
  queryCache: new QueryCache({ onError: noteFailure }),
  mutationCache: new MutationCache({
    onError(error, _variables, _result, mutation) {
      noteFailure(error)
      if (mutation.meta?.errorShown !== 'inline') toast({ text: error.message, tone: 'error' })
    },
  }),
})

onReturn(() => void queryClient.invalidateQueries())

// What is shown as done may be on its way still: whoever closes or reloads the page then is asked.
window.addEventListener('beforeunload', (event) => {
  if (queryClient.isMutating() > 0) event.preventDefault()
})

/** A refusal stays a refusal; only what a busy or absent server answers is worth asking again. */
const isPassing = (error: unknown) => error instanceof ApiError && [0, 429, 502, 503, 504].includes(error.status)
