import type { EndpointName } from '#contract/endpoints.ts'
import { ApiError, invalid } from '#contract/errors.ts'
import { JSON_BYTES, readBytes } from '../request-body.ts'
import { parseJson } from './json.ts'

/** The most bytes of an endpoint's body. That of log-batch is MLflow's documented limit. */
export function bodyLimit(name: EndpointName): number {
  if (name === 'logBatch') return 1_000_000
  return name === 'logInputs' ? 32 * 1024 * 1024 : JSON_BYTES
}

/**
 * Reads the JSON object of a request; an empty body is `{}`. Throws 400 for another Content-Type (docs/rest-contract.md §1)
 * and for anything but a JSON object; otherwise throws as `readBytes`.
 */
export async function readBody(request: Request, limit: number, patience?: number): Promise<Record<string, unknown>> {
  const { headers } = request
  const length = Number(headers.get('Content-Length') ?? (headers.has('Transfer-Encoding') ? NaN : 0))
  // A DELETE with all its arguments in the path has no body, and so no type.
  if (length > 0 || request.method !== 'DELETE' || Number.isNaN(length)) checkType(headers)
  const bytes = await readBytes(request, limit, patience)
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
