/** The page's first call, made by public/before-app.js while the app's code was on its way. */
type EarlyCall = { url: string; answer: Promise<Response> }

declare global {
  interface Window {
    earlyCall?: EarlyCall
  }
}

/** An older answer is asked for again: somebody may have stayed on another page since. */
const FRESH_MS = 10_000

/**
 * The answer to the page's first call, if this is the one; it can be had once. Undefined if it is not, or if there was no
 * answer. `url` is below the server's URL.
 */
export async function earlyAnswer(url: string): Promise<Response | undefined> {
  const early = window.earlyCall
  if (early?.url !== url) return undefined
  delete window.earlyCall
  return performance.now() < FRESH_MS ? early.answer.catch(() => undefined) : undefined
}
