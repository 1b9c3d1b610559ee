import {
  Agent as HttpAgent,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as httpRequest,
} from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { Readable } from 'node:stream'
import { ApiError } from '#contract/errors.ts'

// MLflow's uvicorn closes idle connections after 5 s. Close them earlier, so that no write uses a closed one.
const IDLE_MS = 4_000
const agents = {
  'http:': new HttpAgent({ keepAlive: true, timeout: IDLE_MS }),
  'https:': new HttpsAgent({ keepAlive: true, timeout: IDLE_MS }),
}

export type Exchange = {
  url: string
  method: string
  headers: Record<string, string>
  /** A whole body, or a stream, which is piped in constant memory. */
  body?: string | Readable
  signal?: AbortSignal
  /** Longest wait (ms) for a connection. */
  connectMs?: number
  /** Longest silence (ms) of a connected upstream; without it, as long as the caller waits. */
  silenceMs?: number
}

export type Reply = { status: number; headers: IncomingHttpHeaders; body: IncomingMessage }

/**
 * No connection was made, so nothing was sent and even a write can be repeated. A 429, because every MLflow client repeats
 * that; from 3.18 on they repeat no 5xx of a POST.
 */
export class Unreached extends ApiError {
  readonly reason: string
  constructor(reason: string, more = '') {
    super('TEMPORARILY_UNAVAILABLE', `The MLflow server cannot be reached (${reason}).${more}`, 429)
    this.reason = reason
  }
}

/**
 * Sends one request to the upstream without following redirects. Resolves when the answer begins; destroys the request if
 * the upstream is silent for `silenceMs`. Throws Unreached without a connection, and has then read nothing of a body
 * stream; ApiError 504 if the upstream is silent, 502 if it breaks off.
 */
export function exchange({ url, method, headers, body, signal, connectMs, silenceMs }: Exchange): Promise<Reply> {
  const secure = new URL(url).protocol === 'https:'
  return new Promise((resolve, reject) => {
    const request = (secure ? httpsRequest : httpRequest)(url, {
      method,
      headers,
      agent: agents[secure ? 'https:' : 'http:'],
      ...(silenceMs === undefined ? {} : { timeout: silenceMs }),
      ...(signal ? { signal } : {}),
    })
    let connected = false
    const late = setTimeout(() => request.destroy(new Unreached('ETIMEDOUT')), connectMs ?? CONNECT_MS)
    onConnection(request, secure ? 'secureConnect' : 'connect', () => {
      connected = true
      clearTimeout(late)
      if (body === undefined || typeof body === 'string') return
      body.on('error', (error) => request.destroy(error)) // the browser left: the upstream must not store half a body
      body.pipe(request)
    })
    if (silenceMs !== undefined)
      request.on('timeout', () => request.destroy(new ApiError('DEADLINE_EXCEEDED', silent(silenceMs))))
    request.on('error', (error) => {
      clearTimeout(late)
      reject(asUpstreamError(error, connected))
    })
    request.on('response', (answer) => {
      answer.on('error', () => {}) // the reader of the body gets the error; without a reader it must not end the process
      resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: answer })
    })
    if (body === undefined || typeof body === 'string') request.end(body)
  })
}

const CONNECT_MS = 5_000

/** Calls back once the request has a connection, new or reused. */
function onConnection(request: ClientRequest, event: 'connect' | 'secureConnect', then: () => void) {
  request.on('socket', (socket) => {
    if (request.reusedSocket) then()
    else socket.once(event, then)
  })
}

/** The error for a failed exchange, without the address and the original message, which stay in the server. */
export function asUpstreamError(error: unknown, connected = true): ApiError {
  if (error instanceof ApiError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (/CERT|SSL|TLS|SELF_SIGNED/.test(code))
    return new ApiError('BAD_GATEWAY', `The MLflow server’s certificate is not trusted (${code}).`)
  if (!connected && code !== 'ABORT_ERR') return new Unreached(code)
  if (code === 'ETIMEDOUT') return new ApiError('DEADLINE_EXCEEDED', 'The MLflow server did not answer in time.')
  return new ApiError('BAD_GATEWAY', 'The MLflow server closed the connection before its answer was complete.')
}

/** The message of a limit of `ms`. */
export const silent = (ms: number) => `The MLflow server did not answer within ${Math.round(ms / 1000)} seconds.`

/** The body of an answer of ours. At run time Node's web stream is the DOM's ReadableStream. */
export const streamOf = (body: Readable) => Readable.toWeb(body) as unknown as ReadableStream
