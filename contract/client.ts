import { calls, prefixOf } from './calls.ts'
import type { EndpointName, Input, Output } from './endpoints.ts'
import { ApiError } from './errors.ts'

export type Call = <N extends EndpointName>(name: N, input: Input<N>, signal?: AbortSignal) => Promise<Output<N>>

type Fetch = (url: string, init: RequestInit) => Promise<Response>

/**
 * The typed caller of the MLflow API, for the app, the server's tests and the e2e fixtures.
 * `base` is the server's URL with a trailing slash. Throws ApiError for every answer that is not a JSON success,
 * with code `UNREACHABLE` and status 0 when there was no answer at all.
 */
export function createClient(base: string, fetch: Fetch): Call {
  return async (name, input, signal) => {
    const { methods, path } = calls[name]
    const method = methods[0]
    const { url, rest } = fillPath(path, input as Record<string, unknown>)
    const query = method === 'GET' ? queryString(rest) : ''
    const response = await send(fetch, `${base}${prefixOf(name)}${url}${query}`, {
      method,
      ...(signal ? { signal } : {}),
      ...(method === 'GET'
        ? {}
        : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ ...(input as object) }) }),
    })
    // Not validated: the answer of a foreign server is used as it is.
    return (await readJson(response)) as Output<typeof name>
  }
}

/** Where a call that is sent with GET goes, below the server's URL. */
export function getUrl<N extends EndpointName>(name: N, input: Input<N>): string {
  const { url, rest } = fillPath(calls[name].path, input as Record<string, unknown>)
  return `${prefixOf(name)}${url}${queryString(rest)}`
}

/** Fetches, turning "no answer" into an ApiError and leaving an abort as it is. */
export async function send(fetch: Fetch, url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (error) {
    if (error instanceof ApiError || (error instanceof Error && error.name === 'AbortError')) throw error
    throw new ApiError('UNREACHABLE', 'The server cannot be reached.', 0)
  }
}

/** Returns the JSON of a success; throws ApiError otherwise, also for HTML or text instead of JSON (docs/rest-contract.md §1.1). */
export async function readJson(response: Response): Promise<unknown> {
  const text = await response.text().catch((error: unknown) => {
    if (error instanceof Error && error.name === 'AbortError') throw error
    throw new ApiError('BAD_GATEWAY', 'The server’s answer is incomplete.', 502)
  })
  const json = parse(text)
  if (response.ok && json !== undefined) return json
  if (isError(json)) throw new ApiError(json.error_code, json.message ?? json.error_code, response.status)
  if (response.ok) throw new ApiError('BAD_GATEWAY', 'The server answered something that is not JSON.', 502)
  const plain = /^\s*</.test(text) || text.length > 300 ? response.statusText : text.trim()
  throw new ApiError(codeOf(response.status), plain || `The server answered ${response.status}.`, response.status)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // the caller decides what that means
  }
}

function isError(json: unknown): json is { error_code: string; message?: string } {
  return typeof json === 'object' && json !== null && 'error_code' in json && typeof json.error_code === 'string'
}

function codeOf(status: number): string {
  if (status === 401) return 'UNAUTHENTICATED'
  if (status === 403) return 'PERMISSION_DENIED'
  if (status === 404) return 'ENDPOINT_NOT_FOUND'
  return status >= 500 ? 'INTERNAL_ERROR' : 'BAD_REQUEST'
}

function fillPath(path: string, input: Record<string, unknown>) {
  const rest = { ...input }
  const url = path.replaceAll(/\{(\w+)\}/g, (_, key: string) => {
    const value = String(rest[key])
    delete rest[key]
    return encodeURIComponent(value)
  })
  return { url, rest }
}

function queryString(input: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(input)) {
    if (value === undefined || value === null) continue
    for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) {
      // It would be sent as “[object Object]”: the caller passed more than the call takes.
      if (typeof item === 'object') throw new TypeError(`A query cannot contain the object “${key}”.`)
      query.append(key, String(item))
    }
  }
  const text = query.toString()
  return text && `?${text}`
}
