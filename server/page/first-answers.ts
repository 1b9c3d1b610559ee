import type { Context, Hono } from 'hono'
import pLimit from 'p-limit'
import { createClient, send } from '#contract/client.ts'
import type { Input } from '#contract/endpoints.ts'
import { type Page, type PageName, pages } from '#contract/pages.ts'
import { ONLY_QUICK } from '../only-quick.ts'
import { inDocument } from './document.ts'
import { type Asking, askFirst, askOwn, type FirstCall, firstCalls } from './first-calls.ts'

/** A page carries at most so many characters of answers, as they are written there. */
const MOST = 100_000
/** Of a list at most so many items: a longer one is asked for by the page. */
const SHORT = 200
/** With less room than this, nothing more is asked. */
const LEAST = 200
/** So many questions are asked at once: others wait, and are not asked if there is no room or time for them any more. */
const AT_ONCE = 6
/** The document waits at most so many ms for answers, which usually take 5. What goes to a thread is not asked for. */
const PATIENCE = 1000

/** Pages that offer nothing which only some people may do. */
const readOnly: ReadonlySet<PageName> = new Set(['compareVersions', 'compareRuns', 'health', 'which', 'webhook'])

/** The status of what would go to a thread. */
const TAKES_LONG = 503

/** Answers by their URL below the base URL, followed by a space and the body, if the question has one. */
export type Answers = Record<string, string>

/**
 * Asks what a page asks first, as the person who asks for the document: each question is a request of its own to `app`, with
 * the document's cookies and what proxies say, so it passes the same checks. Returns successful answers only, and as `calls` the questions
 * whose answers take too much room or time for the document, so that they start with it.
 */
export async function firstAnswers(
  app: Hono,
  base: string,
  c: Context,
  asking: Asking,
  { hasAccounts }: { hasAccounts: boolean },
): Promise<{ answers: Answers; calls: FirstCall[] }> {
  const answers: Answers = {}
  const late = new Set<string>()
  let room = MOST
  let unread = MOST_READ
  let isSent = false
  const ask = async (url: string, { body }: RequestInit) => {
    const key = keyOf({ url, ...(body ? { body: body as string } : {}) }) // a client's body is text
    if (isSent || room < LEAST || unread <= 0) {
      late.add(key)
      return none()
    }
    const asked = shortened(url)
    const how = body ? { method: 'POST', body } : {}
    const request = new Request(new URL(`${base}/${asked}`, c.req.url), { headers: sent(c, Boolean(body)), ...how })
    const response = await app.fetch(request, { ...(c.env as object | undefined), [ONLY_QUICK]: true })
    const isJson = response.headers.get('Content-Type')?.startsWith('application/json') ?? false
    const length = response.headers.get('Content-Length')
    const isShort = length === null ? isJson : Number(length) <= room
    if (!response.ok || !isShort) {
      if (response.ok || response.status === TAKES_LONG) late.add(key)
      await response.body?.cancel()
      return none()
    }
    const bytes = await bytesOf(response)
    unread -= bytes?.length ?? MOST_READ
    if (!bytes) late.add(key)
    const text = bytes && asText(bytes)
    if (text === undefined) return none()
    const isWhole = asked === url || !/"next_page_token":"[^"]/.test(text)
    const size = text.length > room ? Infinity : inDocument(text).length
    if (isWhole && size <= room) {
      answers[key] = text
      room -= size
    } else late.add(key)
    return new Response(text)
  }
  const few = pLimit(AT_ONCE)
  const get = (url: string, how: RequestInit) => few(ask, url, how)
  const call = createClient('', get)
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE).unref())
  let tells = !hasAccounts
  const may = async (things: Input<'getRights'>) => {
    tells = true
    return hasAccounts ? call('getRights', things).catch(() => undefined) : undefined
  }
  const by = { call, may, get: (url: string) => send(get, url, {}) }
  const ownAsks = hasAccounts && !(pages[asking.page] as Page).isBare ? askOwn(by) : undefined
  const asks = askFirst(by, asking)
    .catch(() => {}) // what failed is asked again by the page, which says why
    .then(async () => {
      if (ownAsks && !tells && !readOnly.has(asking.page)) await may({}) // on the whole server; an answer about things has it too
    })
  await Promise.race([Promise.all([ownAsks, asks]), patience])
  isSent = true
  return { answers: { ...answers }, calls: firstCalls(asking).filter((asked) => late.has(keyOf(asked))) }
}

const none = () => Response.json({}, { status: 404 })

const keyOf = ({ url, body }: FirstCall) => (body ? `${url} ${body}` : url)

/** More is not read, of an answer or of all together: it leads to nothing that the document could answer. */
const MOST_READ = 10 * MOST

/** Undefined for an answer that is longer, which then is read no further. */
async function bytesOf({ body }: Response): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body ?? []) {
    chunks.push(chunk)
    length += chunk.length
    if (length > MOST_READ) return undefined
  }
  return Buffer.concat(chunks)
}

/** What is written into the document as it is; undefined for bytes that are no UTF-8, and would come out as others. */
function asText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** The same question for a short list: if there is no next page, it has the same answer. */
function shortened(url: string): string {
  return url.replace(/([?&]max_results=)(\d+)/, (all, name: string, count) =>
    Number(count) > SHORT ? `${name}${SHORT}` : all,
  )
}

/** Who asks. The rest describes the navigation, and a part of the document that the browser may have. */
function sent(c: Context, hasBody: boolean): Headers {
  const ofDocument = /^(sec-|if-|accept|range|content-|transfer-|upgrade)/
  const headers = new Headers([...c.req.raw.headers].filter(([name]) => !ofDocument.test(name)))
  if (hasBody) headers.set('Content-Type', 'application/json')
  return headers
}
