import { Readable } from 'node:stream'
import { type Context as Call, Hono } from 'hono'
import { invalid } from '#contract/errors.ts'
import type { Backend } from '../backend.ts'
import { getWithBody, JSON_BYTES, readBytes } from '../request-body.ts'
import { checkedJson, MAX_JSON, readText, refusalOf } from './answers.ts'
import { type Caller, callerOf, identityHeaders } from './caller.ts'
import { rememberCapabilities } from './capabilities.ts'
import type { Target, Upstream } from './credentials.ts'
import { asUpstreamError, exchange, type Exchange, PATIENCE_MS, type Reply } from './exchange.ts'

type UpstreamOptions = {
  /** `pass-through`: forwards each person's own Authorization and does not use the operator's. */
  auth: 'operator' | 'pass-through'
  basePath: string
  patienceMs?: number
}

// Headers that are safe to pass on, so without the upstream's cookies, CORS, redirects and challenges.
const REPLY_HEADERS = [
  'content-type',
  'content-length',
  'content-range',
  'accept-ranges',
  'etag',
  'last-modified',
  'cache-control',
]
const ASK_HEADERS = [
  'accept',
  'content-type',
  'range',
  'if-range',
  'if-none-match',
  'if-modified-since',
  'user-agent',
  'x-mlflow-client-version',
]

// The families of the MLflow API to forward. Not users and permissions: with the operator's credentials anybody who
// reaches this server could make themselves an administrator of the upstream.
const FAMILIES =
  /^\/(?:ajax-)?api\/[23]\.0\/mlflow(?:-artifacts)?\/(?:experiments|runs|metrics|logged-models|registered-models|model-versions|artifacts|upload-artifact|mpu|presigned|server-info|traces)(?:\/|$)/
const PERMISSIONS = /\/permissions(?:\/|$)/
const OUTSIDE = ['/get-artifact', '/model-versions/get-artifact', '/version']
const REGISTRY = /^(?:\/(?:ajax-)?api\/2\.0\/mlflow)?\/(?:registered-models|model-versions)\//
const BYTES =
  /^(?:\/get-artifact|\/model-versions\/get-artifact|\/version)$|\/mlflow-artifacts\/artifacts\/|\/artifacts\/files$|\/upload-artifact$/

/** An MLflow server as a `Backend`. */
export function upstream(servers: Upstream, options: UpstreamOptions): Backend {
  const find = rememberCapabilities(servers)
  const { tracking, registry } = servers
  return {
    routes: upstreamBackend(servers, options),
    info: async () => {
      const { mlflowVersion, capabilities } = await find()
      return {
        mlflowVersion,
        backend: 'upstream',
        auth: options.auth,
        servers: { tracking: tracking.base, ...(registry.base === tracking.base ? {} : { registry: registry.base }) },
        capabilities: { ...capabilities, sampleProject: false },
      }
    },
  }
}

/** Forwards the MLflow API: JSON is read, checked and sent on as text; artifact bytes are streamed both ways. */
export function upstreamBackend(upstream: Upstream, options: UpstreamOptions): Hono {
  const app = new Hono()
  app.all('*', async (call, next) => {
    const { pathname, search } = new URL(call.req.url)
    const path = pathname.slice(options.basePath.length)
    if (!isForwarded(path)) return next()
    const target = REGISTRY.test(path) ? upstream.registry : upstream.tracking
    const asked: Exchange = {
      url: target.base + path + search,
      method: call.req.method,
      headers: headersFor(call, callerOf(call, options.auth), target),
      signal: call.req.raw.signal,
      patienceMs: options.patienceMs ?? PATIENCE_MS,
    }
    return BYTES.test(path) ? bytes(call, asked, path) : json(call, asked, path)
  })
  return app
}

const isForwarded = (path: string) => OUTSIDE.includes(path) || (FAMILIES.test(path) && !PERMISSIONS.test(path))

function headersFor(call: Call, caller: Caller, target: Target): Record<string, string> {
  const headers: Record<string, string> = { 'accept-encoding': 'identity' }
  for (const name of ASK_HEADERS) {
    const value = call.req.header(name)
    if (value !== undefined) headers[name] = value
  }
  return { ...headers, ...identityHeaders(caller, target) }
}

async function json(call: Call, asked: Exchange, path: string): Promise<Response> {
  const what = `${asked.method} ${path.replace(/^\/(?:ajax-)?api\/[23]\.0\/(?:mlflow\/)?/, '')}`
  const reads = isRead(asked.method)
  const sent = { ...asked, ...(reads ? await getBody(call, asked) : await jsonBody(call, asked)) }
  const { status, text } = await attempt(reads ? WAITS_MS : [], async () => {
    const reply = await exchange(sent)
    return { status: reply.status, text: await readText(reply, MAX_JSON) }
  })
  return new Response(checkedJson(status, text, what), { headers: { 'Content-Type': 'application/json' } })
}

async function jsonBody(call: Call, { headers }: Exchange) {
  const body = await call.req.text()
  // Forward only JSON bodies: a form sent by a foreign page has another type (docs/robustness.md O04, P15).
  if (body && !/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? ''))
    throw invalid("Bad Request. Content-Type must be one of ['application/json'].")
  return { body, headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) } }
}

/** Reads the arguments that a GET has in its body (docs/rest-contract.md §1). */
async function getBody(c: Call, { headers }: Exchange): Promise<Partial<Exchange>> {
  const carrier = getWithBody(c)
  if (!carrier) return {}
  const bytes = await readBytes(carrier, JSON_BYTES)
  const body = new TextDecoder().decode(bytes)
  return { body, headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) } }
}

async function bytes(call: Call, asked: Exchange, path: string): Promise<Response> {
  const reads = isRead(asked.method)
  const reply = await attempt(reads ? WAITS_MS : [], () => exchange({ ...asked, ...bodyStream(call, asked) }))
  if (reply.status === 416) return outOfRange(reply)
  const passes = reply.status < 300 || reply.status === 304
  if (!passes) throw refusalOf(reply.status, await readText(reply, 64 * 1024), `${asked.method} ${path}`)
  return new Response(isEmpty(asked.method, reply) ? null : streamOf(reply), {
    status: reply.status,
    headers: { ...passed(reply), ...(reads ? downloadHeaders(reply, path) : {}) },
  })
}

const isRead = (method: string) => method === 'GET' || method === 'HEAD'

/** Answers a range past the end with the real length, without MLflow's HTML. */
function outOfRange({ headers, body }: Reply): Response {
  body.resume()
  const range = headers['content-range']
  const refusal = { error_code: 'INVALID_PARAMETER_VALUE', message: 'The file ends before this range.' }
  return Response.json(refusal, { status: 416, headers: range ? { 'content-range': range } : {} })
}

function bodyStream(call: Call, { method, headers }: Exchange): Partial<Exchange> {
  const { body } = call.req.raw
  if (isRead(method) || !body) return {}
  const length = call.req.header('content-length')
  return {
    // Hono types the body as the DOM's ReadableStream; here it is Node's.
    body: Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]),
    headers: length === undefined ? headers : { ...headers, 'content-length': length },
  }
}

const isEmpty = (method: string, { status }: Reply) => method === 'HEAD' || status === 304 || status === 204

// At run time Node's web stream is the DOM's ReadableStream.
const streamOf = ({ body }: Reply) => Readable.toWeb(body) as unknown as ReadableStream

function passed({ headers }: Reply): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const name of REPLY_HEADERS) {
    const value = headers[name]
    if (typeof value === 'string') kept[name] = value
  }
  return kept
}

/** The headers of every download, so that it never runs in our origin (docs/robustness.md D01–D03). */
function downloadHeaders({ headers, status }: Reply, path: string): Record<string, string> {
  if (path === '/version') return {}
  const disposition = headers['content-disposition']
  return {
    'content-disposition': disposition?.startsWith('attachment') ? disposition : 'attachment',
    'content-security-policy': "sandbox; default-src 'none'",
    ...(headers['content-type'] || status === 304 ? {} : { 'content-type': 'application/octet-stream' }),
  }
}

// Repeat a read after a temporary fault, at most twice; never repeat what may have changed something.
const WAITS_MS = [200, 800]

async function attempt<T>(waits: readonly number[], ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    const known = asUpstreamError(error)
    const [wait, ...more] = waits
    // After a timeout the caller has waited long enough.
    if (wait === undefined || known.code === 'DEADLINE_EXCEEDED') throw known
    await new Promise((resolve) => setTimeout(resolve, wait))
    return attempt(more, ask)
  }
}
