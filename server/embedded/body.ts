import type { EndpointName } from '#contract/endpoints.ts'
import { ApiError, invalid } from '#contract/errors.ts'
import { parseJson } from './json.ts'

const MB = 1024 * 1024
/** Bytes of a JSON body, where nothing larger is named. */
export const JSON_BYTES = 4 * MB
/** ms; the longest a JSON body may take to come. Node's own limits only see a connection that is silent. */
const BODY_TIME = 60_000

/** How many bytes an endpoint's body may have; log-batch is MLflow's own documented limit. */
export function bodyLimit(name: EndpointName): number {
  if (name === 'logBatch') return 1_000_000
  return name === 'logInputs' ? 32 * MB : JSON_BYTES
}

/**
 * The JSON object a request carries; an empty body is `{}`. Throws 400 for another Content-Type (docs/rest-contract.md §1) and
 * for what is no JSON object, 413 past `limit` bytes — before reading where the length is announced —, 415, and 408 when
 * it has not come whole within `patience` ms (docs/robustness.md W07).
 */
export async function readBody(
  request: Request,
  limit: number,
  patience = BODY_TIME,
): Promise<Record<string, unknown>> {
  const { headers } = request
  const length = Number(headers.get('Content-Length') ?? (headers.has('Transfer-Encoding') ? NaN : 0))
  // A DELETE whose arguments are all in its path has no body, so no type either.
  if (length > 0 || request.method !== 'DELETE' || Number.isNaN(length)) checkType(headers)
  const coding = headers.get('Content-Encoding')?.trim().toLowerCase() ?? 'identity'
  if (coding !== 'identity') throw new ApiError('UNSUPPORTED_MEDIA_TYPE', 'Request bodies must not be compressed.')
  if (length > limit) throw tooLarge(limit)

  const bytes = await inTime(readBytes(request, limit), patience)
  const body = bytes.length === 0 ? {} : parseJson(bytes)
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalid('The request body must be a JSON object.')
  return body as Record<string, unknown>
}

function checkType(headers: Headers) {
  const type = headers.get('Content-Type')
  if (type === null) throw new ApiError('BAD_REQUEST', 'Bad Request. Content-Type header is missing.')
  if (type.split(';')[0]?.trim().toLowerCase() !== 'application/json')
    throw new ApiError('BAD_REQUEST', "Bad Request. Content-Type must be one of ['application/json'].")
}

const tooLarge = (limit: number) => new ApiError('REQUEST_TOO_LARGE', `The request body exceeds ${limit} bytes.`)

async function inTime<T>(reading: Promise<T>, patience: number): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => late.reject(new ApiError('REQUEST_TIMEOUT', 'The request body took too long to come.')),
    patience,
  )
  try {
    return await Promise.race([reading, late.promise])
  } finally {
    clearTimeout(timer)
    reading.catch(() => undefined) // what became of it after the answer matters to nobody
  }
}

async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  try {
    // An announced length is kept by the HTTP parser, and reading it in one piece is much cheaper.
    if (request.headers.has('Content-Length')) return new Uint8Array(await request.arrayBuffer())
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of request.body ?? []) {
      size += chunk.length
      if (size > limit) throw tooLarge(limit)
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  } catch (error) {
    if (error instanceof ApiError) throw error
    throw new ApiError('BAD_REQUEST', 'The request body could not be read to its end.')
  }
}
