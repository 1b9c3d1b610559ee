declare global {
  interface Window {
    /** The page's first calls, made by public/before-app.js while the app's code was on its way, by their URL. */
    earlyCalls?: Record<string, Promise<Response>>
  }
}

/** An older answer is asked for again: somebody may have stayed on another page since. */
const FRESH_MS = 10_000

/**
 * The answer to one of the page's first calls; it can be had once. Undefined if the call is not one of them, or if there
 * was no answer. `url` is below the server's URL.
 */
export async function earlyAnswer(url: string): Promise<Response | undefined> {
  const answer = window.earlyCalls?.[url]
  if (!answer) return undefined
  delete window.earlyCalls![url] // it is there: see above
  if (performance.now() > FRESH_MS) return undefined
  const response = await answer.catch(() => undefined)
  return response?.status === 401 ? undefined : response // somebody may have signed in since
}
