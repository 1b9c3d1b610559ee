import { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import type { Context } from 'hono'
import { ApiError, invalid } from '#contract/errors.ts'
import { decodePath } from '../../store/artifacts/artifact-paths.ts'

/**
 * Reads a query parameter, decoded exactly once; undefined if absent, the first if repeated. Throws
 * INVALID_PARAMETER_VALUE for broken escapes, which Hono's `query()` would keep.
 */
export function queryValue(c: Context, name: string): string | undefined {
  const query = /\?([^#]*)/.exec(c.req.url)?.[1] ?? ''
  for (const pair of query.split('&')) {
    const [key = '', ...value] = pair.split('=')
    if (decodePath(key) === name) return decodePath(value.join('=').replaceAll('+', ' '))
  }
  return undefined
}

/**
 * Reads what follows `marker` in the request's path, decoded exactly once. Uses the request line if there is one, because
 * a URL object has already resolved `..` and `%2e%2e`. Throws INVALID_PARAMETER_VALUE.
 */
export function pathAfter(c: Context, marker: string): string {
  const target = incomingOf(c)?.url ?? c.req.url
  const path = /^[^?#]*/.exec(target)?.[0] ?? ''
  const start = path.indexOf(marker)
  if (start < 0) throw invalid('Invalid path')
  return decodePath(path.slice(start + marker.length))
}

/**
 * Returns the request's body as a stream, with its announced length. Throws UNSUPPORTED_MEDIA_TYPE for a compressed
 * body and INVALID_PARAMETER_VALUE for a partial one, since bytes are stored as sent.
 */
export function bodyOf(c: Context): { body: Readable; length: number | undefined } {
  const encoding = c.req.header('content-encoding')
  if (encoding && encoding !== 'identity')
    throw new ApiError('UNSUPPORTED_MEDIA_TYPE', `Content-Encoding '${encoding}' is not supported`)
  if (c.req.header('content-range')) throw invalid('An artifact is stored whole: Content-Range is not supported')
  const announced = c.req.header('content-length')
  const length = announced && /^\d+$/.test(announced) ? Number(announced) : undefined
  return { body: incomingOf(c) ?? webBody(c), length }
}

/** Node's own request, if there is one: its bytes need not pass through web streams. */
function incomingOf(c: Context): IncomingMessage | undefined {
  const env: unknown = c.env
  if (typeof env !== 'object' || env === null || !('incoming' in env)) return undefined
  return env.incoming instanceof IncomingMessage ? env.incoming : undefined
}

function webBody(c: Context): Readable {
  const { body } = c.req.raw
  // The DOM and Node declare the same class differently.
  return body ? Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]) : Readable.from([])
}
