import { Agent as HttpAgent, type IncomingHttpHeaders, type IncomingMessage, request as httpRequest } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { Readable } from 'node:stream'
import { ApiError } from '#contract/errors.ts'

/** Longest wait (ms) for the upstream to begin its answer, or to go on with it: what it takes must end before a client gives up. */
export const PATIENCE_MS = 60_000

// MLflow's uvicorn closes idle connections after 5 s; we let go of them first, so that no write meets a closed one.
const IDLE_MS = 4_000
const agents = {
  'http:': new HttpAgent({ keepAlive: true, timeout: IDLE_MS }),
  'https:': new HttpsAgent({ keepAlive: true, timeout: IDLE_MS }),
}

export type Exchange = {
  url: string
  method: string
  headers: Record<string, string>
  /** A whole body, or a stream that is piped in constant memory. */
  body?: string | Readable
  signal?: AbortSignal
  patienceMs?: number
}

export type Reply = { status: number; headers: IncomingHttpHeaders; body: IncomingMessage }

/**
 * One request to the upstream, redirects not followed. Resolves when its answer begins; destroys it when the upstream is
 * silent for `patienceMs`. Throws ApiError 503 when nothing listens there, 504 when it is silent, 502 when it breaks off.
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
      answer.on('error', () => {}) // whoever reads the body sees the error there; unread, it must not end the process
      resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: answer })
    })
    if (body === undefined || typeof body === 'string') return void request.end(body)
    body.on('error', (error) => request.destroy(error)) // the browser went away: the upstream must not store half
    return void body.pipe(request)
  })
}

/** What a failed exchange means, in words; the address and the cause's own text stay in the server. */
export function asUpstreamError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'].includes(code))
    return new ApiError('TEMPORARILY_UNAVAILABLE', `The MLflow server cannot be reached (${code}).`)
  if (code === 'ETIMEDOUT') return new ApiError('DEADLINE_EXCEEDED', 'The MLflow server did not answer in time.')
  if (/CERT|SSL|TLS|SELF_SIGNED/.test(code))
    return new ApiError('BAD_GATEWAY', `The MLflow server’s certificate cannot be trusted (${code}).`)
  return new ApiError('BAD_GATEWAY', 'The MLflow server broke off before its answer was whole.')
}

const silent = (ms: number) => `The MLflow server did not answer within ${Math.round(ms / 1000)} seconds.`
