import type { Locator, Page, Request, Route } from '@playwright/test'

/**
 * Opens a page and returns what it requests in each step: first the document and what that names, then what the document's
 * code asks for, and so on. All requests of a step are held back until nothing else happens, so neither a fast answer nor a slow machine
 * changes what belongs to it. Nothing happens if no request comes in two pauses, in ms. The last step is over when the page has
 * shown `content` and then asked for nothing more.
 */
export async function loadInSteps(page: Page, path: string, content: Locator, pause = 60): Promise<string[][]> {
  const first: string[] = []
  const document = Promise.withResolvers<string>()
  const isFirst = async (request: Request) => {
    const isDocument = request.isNavigationRequest() && request.frame() === page.mainFrame()
    const is = isDocument || isNamed(request, await document.promise)
    if (is) first.push(request.url())
    return is
  }
  const open = async () => {
    const response = await page.goto(path, { waitUntil: 'commit' })
    document.resolve((await response?.text()) ?? '')
    await page.waitForLoadState('domcontentloaded') // the code of the document has run
  }
  const steps = await inSteps(page, open, content, { pause, isFirst })
  return [first, ...steps.map((requests) => requests.map((request) => request.url()))]
}

/**
 * Lets no time pass for the app on the pages that are opened from now on: nothing that it knows gets old, or is asked for every few seconds,
 * which on a busy machine would look like more steps.
 */
export const stopTime = (page: Page) =>
  page.addInitScript(() => {
    const now = Date.now()
    Date.now = () => now
    Object.assign(window, { setInterval: () => 0 })
  })

/** Not what the browser's own viewer of PDF asks for. */
const OURS = /^https?:/

/** How long code that has arrived may take to draw something, in ms. */
const PATIENCE = 15_000

type How = {
  pause?: number
  /** What belongs to no step, because `work` itself asks for it. */
  isFirst?: (request: Request) => Promise<boolean>
}

/** Does something on a page and returns what that requests in each step, as `loadInSteps`. Code alone is one step. */
export async function inSteps(
  page: Page,
  work: () => Promise<unknown>,
  content: Locator,
  { pause = 60, isFirst = () => Promise.resolve(false) }: How = {},
): Promise<Request[][]> {
  const steps: Request[][] = []
  let held: Route[] = []
  let seen = 0
  let isOver = false
  const open = new Set<Request>()
  const begins = (request: Request) => {
    open.add(request)
    seen += 1
  }
  const ends = (request: Request) => void open.delete(request)
  page.on('request', begins).on('requestfinished', ends).on('requestfailed', ends)
  await page.route(OURS, async (route) => {
    if ((await isFirst(route.request())) || isOver) await route.continue()
    else held.push(route)
  })
  await work()
  let deadline = Date.now() + PATIENCE
  for (;;) {
    const isShown = await content.isVisible() // looked for first: what it leads to is asked for in the pauses
    await quiet()
    if (held.length === 0) {
      if (isShown) break
      if (Date.now() > deadline)
        throw new Error(`What the page asks for does not make it show the content: ${page.url()}`)
      continue // code that has arrived may not have run yet
    }
    deadline = Date.now() + PATIENCE
    const step = held
    held = []
    steps.push(step.map((route) => route.request()))
    await Promise.all(step.map((route) => route.continue()))
  }
  isOver = true
  await page.unroute(OURS)
  await Promise.all(held.map((route) => route.continue())) // what came after the last pause
  page.off('request', begins).off('requestfinished', ends).off('requestfailed', ends)
  return steps

  /** Waits until the page has nothing to do, twice in a row, while the requests that are not held back have been answered. */
  async function quiet() {
    for (let times = 0; times < 2;) {
      const before = seen
      await page.evaluate(idle, pause)
      times = before === seen && open.size <= held.length ? times + 1 : 0
    }
  }
}

/** In the page. Rows that are drawn within 30 ms share a request (src/api/batched.ts). After a click, Chromium may have no idle time for long. */
const idle = (pause: number) =>
  new Promise<void>((resolve) =>
    setTimeout(() => scheduler.postTask(() => resolve(), { priority: 'background' }), pause),
  )

/** Whether the document names a file of ours, or a call to start with. */
function isNamed(request: Request, document: string): boolean {
  const { pathname, search } = new URL(request.url())
  const file = pathname.split('/').at(-1) ?? ''
  if (/\.\w+$/.test(file) && search === '') return document.includes(file)
  const named = [...document.matchAll(/<meta name="first-call" content="([^"]*)"(?: data-body="([^"]*)")?/g)]
  return named.some(([, url, body]) => request.url().endsWith(`/${text(url!)}`) && request.postData() === text(body))
}

/** An attribute as the browser reads it. */
const text = (attribute: string | undefined) =>
  attribute?.replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&amp;', '&') ?? null
