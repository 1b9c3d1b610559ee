import { ApiError } from '#contract/errors.ts'
import type { Reply } from './exchange.ts'
import { withoutInternals } from './without-internals.ts'

/** The most bytes of a JSON answer that is read whole, because its content is needed. */
export const MAX_JSON = 64 * 1024 * 1024

/**
 * Reads the text of a JSON answer and checks that it is JSON, without changing it, so that int64 digits survive.
 * Throws ApiError for every answer that is not a JSON success (docs/rest-contract.md §1.1, docs/robustness.md P06–P13).
 */
export function checkedJson(status: number, text: string, asked: Asked): string {
  const json = status < 300 ? jsonIn(text) : undefined
  if (json === undefined) throw refusalOf(status, text, asked)
  return json
}

/** The same text, in which numbers may be quoted; undefined if it is not JSON. */
export function jsonIn(text: string): string | undefined {
  if (isJson(text)) return text
  const quoted = quoteNumbers(text)
  return isJson(quoted) ? quoted : undefined
}

/** Quotes a bare NaN, which metrics/get-history-bulk writes although it is not JSON (docs/rest-contract.md §3.1). */
export const quoteNumbers = (text: string): string =>
  text.replaceAll(/"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  )

/** Reads the whole body as text; throws over `limit` bytes. */
export async function readText({ body }: Reply, limit: number): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit) {
      body.destroy()
      throw new ApiError('BAD_GATEWAY', 'The MLflow server’s answer is too large.')
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** What an answer is to. */
export type Asked = {
  /** Names the call, such as `POST runs/create`. */
  what: string
  /** What the client sent, which the upstream's message may repeat. */
  sent?: string
  /** What a 403 without words means. */
  denied: () => string
}

/** Turns an error answer into an ApiError of ours. */
export function refusalOf(status: number, text: string, { what, sent = '', denied }: Asked): ApiError {
  const said = errorIn(text, sent)
  if (status >= 300 && status < 400)
    return new ApiError(
      'BAD_GATEWAY',
      'The MLflow server redirects to another address, which usually means that it requires signing in.',
    )
  if (status === 401)
    return new ApiError('UNAUTHENTICATED', said?.message ?? 'The MLflow server did not accept the credentials.')
  if (status === 403) return new ApiError('PERMISSION_DENIED', said?.message ?? denied())
  if (said && status >= 400) return new ApiError(said.error_code, said.message, status)
  if (status === 404) return new ApiError('ENDPOINT_NOT_FOUND', `The MLflow server does not know ${what}.`)
  if (status >= 400 && status < 500)
    return new ApiError('BAD_REQUEST', `The MLflow server refused ${what} (${status}).`, status)
  if (status >= 500) return new ApiError('BAD_GATEWAY', `The MLflow server failed on ${what} (${status}).`)
  return new ApiError('BAD_GATEWAY', `The MLflow server answered ${what} with something that is not JSON.`)
}

function errorIn(text: string, sent: string): { error_code: string; message: string } | undefined {
  const json = objectIn(text)
  if (!json) return undefined
  const { error_code, message = error_code, detail } = json
  // FastAPI's errors are `{"detail": …}` (docs/rest-contract.md §1.1).
  if (detail !== undefined) return { error_code: 'BAD_REQUEST', message: withoutInternals(plain(detail), sent) }
  if (typeof error_code !== 'string') return undefined
  return { error_code, message: withoutInternals(String(message), sent) }
}

const plain = (detail: unknown) => (typeof detail === 'string' ? detail : JSON.stringify(detail))

const isJson = (text: string) => parsed(text) !== undefined

/** The object that a JSON text is; undefined for anything else, such as an HTML error. */
export function objectIn(text: string): Record<string, unknown> | undefined {
  const json = parsed(text)
  return typeof json === 'object' && json !== null ? { ...json } : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // the caller decides what that means
  }
}
