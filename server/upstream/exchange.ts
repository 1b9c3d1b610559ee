import { Agent as HttpAgent, type IncomingHttpHeaders, type IncomingMessage, request as httpRequest } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { Readable } from 'node:stream'
import { ApiError } from '#contract/errors.ts'

/** Longest wait (ms) for the upstream to begin its answer, or to go on with it: what it takes must end before a client gives up. */
export const PATIENCE_MS = 60_000

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
  patienceMs?: number
}

export type Reply = { status: number; headers: IncomingHttpHeaders; body: IncomingMessage }

/**
 * Sends one request to the upstream without following redirects. Resolves when the answer begins; destroys the request if
 * the upstream is silent for `patienceMs`. Throws ApiError 503 if nothing listens, 504 if it is silent, 502 if it breaks off.
 */
export function exchange({ url, method, headers, body, signal, patienceMs = PATIENCE_MS }: Exchange): Promise<Reply> {
  const { protocol } = new URL(url)
  const secure = protocol === 'https:'
  return new Promise((resolve, reject) => {
    const request = (secure ? httpsRequest : httpRequest)(url, {
      method,
      headers,
      agent: agents[secure ? 'https:' : 'http:'],
      timeout: patienceMs,
      ...(signal ? { signal } : {}),
    })
    request.on('timeout', () => request.destroy(new ApiError('DEADLINE_EXCEEDED', silent(patienceMs))))
    request.on('error', (error) => reject(asUpstreamError(error)))
    request.on('response', (answer) => {
      answer.on('error', () => {}) // the reader of the body gets the error; without a reader it must not end the process
      resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: answer })
    })
    if (body === undefined || typeof body === 'string') return void request.end(body)
    body.on('error', (error) => request.destroy(error)) // the browser left: the upstream must not store half a body
    return void body.pipe(request)
  })
}

/** The error for a failed exchange, without the address and the original message, which stay in the server. */
export function asUpstreamError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'].includes(code))
    return new ApiError('TEMPORARILY_UNAVAILABLE', `The MLflow server cannot be reached (${code}).`)
  if (code === 'ETIMEDOUT') return new ApiError('DEADLINE_EXCEEDED', 'The MLflow server did not answer in time.')
  if (/CERT|SSL|TLS|SELF_SIGNED/.test(code))
    return new ApiError('BAD_GATEWAY', `The MLflow server’s certificate is not trusted (${code}).`)
  return new ApiError('BAD_GATEWAY', 'The MLflow server closed the connection before its answer was complete.')
}

const silent = (ms: number) => `The MLflow server did not answer within ${Math.round(ms / 1000)} seconds.`
