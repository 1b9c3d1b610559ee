import { type IncomingMessage, type RequestOptions, request } from 'node:http'
import { text as textOf } from 'node:stream/consumers'

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
  const sent = bytes ?? (body === undefined ? undefined : write(body))
  const headers = {
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...(sent === undefined ? {} : { 'Content-Length': Buffer.byteLength(sent) }),
    ...request.headers,
  }
  const ask = () => answerTo(`${base}${path}${search}`, { method, headers }, sent)
  const answer = await ask().catch((error: unknown) => {
    if (method === 'POST') throw error
    return ask() // the server may have closed the connection when it refused the body unread
  })
  const text = await textOf(answer)
  const json = read(text)
  return {
    status: answer.statusCode ?? 0,
    headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value)])),
    isJson: json !== undefined,
    body: json ?? text,
  }
}

/**
 * Sends it over a new connection, since the server may just be closing one that was used before. Unlike fetch, it also sends
 * a GET with a body.
 */
function answerTo(url: string, options: RequestOptions, sent: string | Uint8Array | undefined) {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  // Later errors, such as a body that is refused while it is still being sent, leave the answer as it is.
  request(url, { ...options, agent: false })
    .on('response', resolve)
    .on('error', reject)
    .end(sent)
  return promise
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
