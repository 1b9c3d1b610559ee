declare global {
  interface Window {
    /** The page's first calls, made by src/before-app.js while the app's code was on its way, by their URL with body or range. */
    earlyCalls?: (readonly [key: string, answer: Promise<Response>])[]
  }
}

/** An older answer is asked for again: somebody may have stayed on another page since. */
const FRESH_MS = 30_000

let early: Map<string, string | Promise<Response>> | undefined

/**
 * The answers that the server wrote into the document, and those to the calls that started with it. They are taken out of the document,
 * which may be saved, and shows less of them: no passwords in addresses, for one.
 */
function known(): Map<string, string | Promise<Response>> {
  const block = document.getElementById('first-answers')
  const inDocument = Object.entries(JSON.parse(block?.textContent ?? '{}') as Record<string, string>)
  block?.remove()
  return new Map<string, string | Promise<Response>>([...(window.earlyCalls ?? []), ...inDocument])
}

/**
 * The answer to one of the page's first calls; it can be had once. Undefined if the call is not one of them, or if there was
 * no answer. `url` is below the server's URL.
 */
export async function earlyAnswer(url: string, { method = 'GET', body, headers }: RequestInit = {}) {
  early ??= known()
  const isGet = method === 'GET'
  if (!isGet && (method !== 'POST' || typeof body !== 'string')) return undefined
  // A part of a file is only that; the document has whole files.
  const part = isGet ? new Headers(headers).get('Range') : body
  const keys = isGet ? [`${url} ${part as string}`, url] : [`${url} ${part as string}`]
  const key = keys.find((it) => early?.has(it)) ?? url
  const answer = early.get(key)
  early.delete(key)
  if (answer === undefined || performance.now() > FRESH_MS) return undefined
  if (typeof answer === 'string') return new Response(answer, { headers: { 'Content-Type': 'application/json' } })
  const response = await answer.catch(() => undefined)
  return response?.status === 401 ? undefined : response // somebody may have signed in since
}

/** What the document answers to the questions that are asked at `path`, whatever their bodies. */
export function earlyAnswersAt(path: string): string[] {
  if (performance.now() > FRESH_MS) return []
  return [...(early ??= known())].flatMap(([key, answer]) =>
    key.startsWith(`${path} `) && typeof answer === 'string' ? answer : [],
  )
}

/** Whether a call's answer came with the document and was not used yet. */
export const hasEarlyAnswers = (): boolean =>
  performance.now() < FRESH_MS && [...(early ??= known()).values()].some((answer) => typeof answer === 'string')

/** After a write or signing in, or on another page, they are old. */
export const dropEarlyAnswers = (): void => (early ??= known()).clear()
