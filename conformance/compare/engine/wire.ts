import { once } from 'node:events'
import { type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http'
import { buffer } from 'node:stream/consumers'

/** A request as it is sent to both servers; `{name}` in any text stands for what was captured under that name. */
export type Request = {
  method: string
  /** From the server's root, without a leading slash. */
  path: string
  query?: readonly (readonly [string, string])[]
  /** Sent as JSON; a bigint as its digits. */
  body?: unknown
  /** Sent as it is, in place of `body`. */
  bytes?: string | Uint8Array<ArrayBuffer>
  headers?: Readonly<Record<string, string>>
}

/** `body` is the JSON where the answer is JSON (integers beyond 2^53 as text, bare NaN as `"NaN"`), else the text. */
export type Answer = { status: number; headers: Record<string, string>; isJson: boolean; body: unknown }

/** Sends one request and reads its whole answer. */
export async function send(base: string, request: Request): Promise<Answer> {
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
 * A server that refuses a body unread may close the connection before its answer has been read; then it is asked once
 * more. Never for POST, which does more when it is done twice.
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

// The source of a value is the reviver's third argument (ES2025); TypeScript's types do not have it yet.
// An int64 has to be exact; a double is the same whether its digits are written out or not.
function exact(key: string, value: unknown, context?: { source?: string }) {
  const isLong =
    key !== 'value' &&
    typeof value === 'number' &&
    !Number.isSafeInteger(value) &&
    /^-?\d+$/.test(context?.source ?? '')
  return isLong ? context?.source : value
}
