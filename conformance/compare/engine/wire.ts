import { once } from 'node:events'
import { type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http'
import { buffer } from 'node:stream/consumers'

/** A request to both servers; `{name}` in any text is the value captured under that name. */
export type Request = {
  method: string
  /** The path from the server's root, without a leading slash. */
  path: string
  query?: readonly (readonly [string, string])[]
  /** Sent as JSON, a bigint as its digits. */
  body?: unknown
  /** Sent as it is, instead of `body`. */
  bytes?: string | Uint8Array<ArrayBuffer>
  headers?: Readonly<Record<string, string>>
}

/** `body` is the parsed JSON (integers beyond 2^53 as text, bare NaN as `"NaN"`), or else the text. */
export type Answer = { status: number; headers: Record<string, string>; isJson: boolean; body: unknown }

/**
 * Sends one request and reads its whole answer. A read that fails with a page of 500 is sent once more: on a busy machine MLflow now and
 * then fails so, and answers the next time.
 */
export async function send(base: string, request: Request): Promise<Answer> {
  const answer = await sendOnce(base, request)
  const isRead = request.method === 'GET' || request.path.endsWith('/search')
  return isRead && answer.status === 500 && !answer.isJson ? sendOnce(base, request) : answer
}

async function sendOnce(base: string, request: Request): Promise<Answer> {
  const { method, path, query, body, bytes } = request
  const search = query && query.length > 0 ? `?${new URLSearchParams(query.map(([name, value]) => [name, value]))}` : ''
  const headers = { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...request.headers }
  const sent = bytes ?? (body === undefined ? undefined : write(body))
  const init = { method, headers, redirect: 'manual' as const, ...(sent === undefined ? {} : { body: sent }) }
  const url = `${base}${path}${search}`
  const response = await (method === 'GET' && sent !== undefined
    ? getWithBody(url, headers, sent)
    : fetchAgain(url, init))
  const text = await response.text()
  const json = read(text)
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    isJson: json !== undefined,
    body: json ?? text,
  }
}

/**
 * Fetches, and tries once more if the server closed the connection before its answer was read, as it may after refusing a
 * body unread. Never repeats a POST.
 */
async function fetchAgain(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { code?: string } // undici's own error
    if (init.method === 'POST' || code !== 'ECONNRESET') throw error
    return fetch(url, init)
  }
}

/** A GET with a body, which fetch refuses to send. */
async function getWithBody(url: string, headers: OutgoingHttpHeaders, body: string | Uint8Array): Promise<Response> {
  const call = request(url, { method: 'GET', headers: { ...headers, 'content-length': Buffer.byteLength(body) } })
  call.end(body)
  const [answer] = (await once(call, 'response')) as [IncomingMessage]
  const told = Object.entries(answer.headers).map(([name, value]): [string, string] => [name, String(value)])
  return new Response(await buffer(answer), { status: answer.statusCode ?? 0, headers: told })
}

const write = (body: unknown) =>
  JSON.stringify(body, (_key, value: unknown) => (typeof value === 'bigint' ? `bigint:${value}` : value)).replaceAll(
    /"bigint:(-?\d+)"/g,
    '$1',
  )

function read(text: string): unknown {
  if (!text.startsWith('{')) return undefined
  try {
    return JSON.parse(text.replaceAll(/(?<=: ?)NaN\b/g, '"NaN"'), exact)
  } catch {
    return undefined
  }
}

// The reviver's third argument (ES2025) has the source text; TypeScript's types lack it.
// An int64 must be exact; a double is the same however many digits are written.
function exact(key: string, value: unknown, context?: { source?: string }) {
  const isLong =
    key !== 'value' &&
    typeof value === 'number' &&
    !Number.isSafeInteger(value) &&
    /^-?\d+$/.test(context?.source ?? '')
  return isLong ? context?.source : value
}
