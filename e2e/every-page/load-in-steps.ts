import type { Locator, Page, Request, Route } from '@playwright/test'

/**
 * Opens a page and returns what it requests in each step: first the document and what that names, then what the document's
 * code asks for, and so on. All requests of a step are held back until nothing else happens, so neither a fast answer nor a slow machine
 * changes what belongs to it. Nothing happens if no request comes in two pauses, in ms. The last step is over when the page has
 * shown `content` and then asked for nothing more.
 */
export async function loadInSteps(page: Page, path: string, content: Locator, pause = 60): Promise<string[][]> {
  const steps: string[][] = [[]]
  let held: Route[] = []
  let seen = 0
  const open = new Set<Request>()
  const document = Promise.withResolvers<string>()
  page.on('request', (request) => {
    open.add(request)
    seen += 1
  })
  page.on('requestfinished', (request) => open.delete(request))
  page.on('requestfailed', (request) => open.delete(request))
  await page.route('**', async (route) => {
    const request = route.request()
    const url = request.url()
    const isFirst = request.isNavigationRequest() || isNamed(request, await document.promise)
    if (!isFirst) return void held.push(route)
    steps[0]!.push(url)
    await route.continue()
  })
  const response = await page.goto(path, { waitUntil: 'commit' })
  document.resolve((await response?.text()) ?? '')
  await page.waitForLoadState('domcontentloaded') // the code of the document has run
  for (;;) {
    const isShown = await content.isVisible() // looked for first: what it leads to is asked for in the pauses
    await quiet()
    if (held.length === 0) {
      if (isShown) break
      continue // code that has arrived may not have run yet
    }
    const step = held
    held = []
    steps.push(step.map((route) => route.request().url()))
    await Promise.all(step.map((route) => route.continue()))
  }
  await page.unroute('**')
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

/** In the page. Rows that are drawn within 30 ms share a request (src/api/batched.ts). */
const idle = (pause: number) =>
  new Promise<void>((resolve) => setTimeout(() => requestIdleCallback(() => resolve()), pause))

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
