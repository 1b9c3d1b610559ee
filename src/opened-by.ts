import type { LoaderFunction } from 'react-router'
import { ApiError } from '#contract/errors.ts'
import { hasEarlyAnswers } from './api/caller/early-calls.ts'
import type { Asks } from './first-asks.ts'
import { queryClient } from './query-client.ts'
import { earlyCode } from './ui/feedback/on-demand.tsx'

/** Loads the code that a page shows at first besides its own: that of the open tab. */
type LoadsTab = (pathname: string) => Promise<void> | undefined

/** Of a page: what its code asks besides `firstAsks`, and what its code loads. */
export type First = { asks?: Asks; loadTab?: LoadsTab }

/** How long the first drawing waits for answers that came with the document, in ms; reading them takes 5. */
const SOON = 50

/** How long it waits for code that these answers need, in ms: React would show that so much later (its FALLBACK_THROTTLE_MS). */
const TWICE = 300

const delay = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/**
 * Before the page's component is drawn. It waits for code, as for the page's own, but not for answers from the network; the page's
 * own queries show what fails. The router's paths begin with `basename`.
 */
export function openedBy(load: () => Promise<First>, firstAsked: Asks, basename: string): LoaderFunction {
  return async ({ params, request }) => {
    const url = new URL(request.url)
    const pathname = url.pathname.slice(basename.length - 1)
    const isAnswered = hasEarlyAnswers()
    const start = (ask: Asks) => ask(queryClient, params, pathname, url.searchParams)
    const first = Promise.all(start(firstAsked))
    let isMissing = false
    first.catch((error: unknown) => (isMissing = error instanceof ApiError && error.status === 404))
    const { asks, loadTab } = await load()
    if (request.signal.aborted) return null // somebody has gone elsewhere
    // What an answer leads to; of what is missing, nothing.
    const asked = Promise.allSettled([first, ...(asks && !isMissing ? start(asks) : [])])
    await loadTab?.(pathname)
    if (!isAnswered) return null
    await Promise.race([asked, delay(SOON)])
    // What an answer has shown to be needed, such as that of Markdown: drawn later, it is drawn twice.
    const hasWaited = await Promise.race([earlyCode(), delay(TWICE)])
    if (hasWaited) await Promise.race([asked, delay(SOON)]) // for what that code reads, such as an MLmodel file
    return null
  }
}
