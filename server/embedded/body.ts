import type { IncomingMessage } from 'node:http'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Context as HonoContext } from 'hono'
import { calls } from '#contract/calls.ts'
import type { EndpointName } from '#contract/endpoints.ts'
import { ApiError, invalid } from '#contract/errors.ts'
import { bodyLimit, getWithBody, incomingFor, readBytes } from '../request-body.ts'
import type { Wire } from './input.ts'
import { jsonText, parseText } from './json.ts'
import { noteLarge } from './passing-bytes.ts'

/** So many characters take some milliseconds to be parsed, and as many to be checked: others are answered in between. */
const LONG = 200_000
/** So many live where they would stay for long once nobody needs them (passing-bytes.ts). */
const LARGE = 1024 * 1024

/**
 * Reads the JSON object of a request; an empty body is `{}`. Throws 400 for another Content-Type (docs/rest-contract.md §1)
 * and for anything but a JSON object; otherwise throws as `readBytes`.
 */
export async function readBody(
  request: Request,
  limit: number,
  patience?: number,
  incoming?: IncomingMessage,
): Promise<Record<string, unknown>> {
  const { headers } = request
  const length = Number(headers.get('Content-Length') ?? (headers.has('Transfer-Encoding') ? NaN : 0))
  // A DELETE with all its arguments in the path has no body, and so no type.
  if (length > 0 || request.method !== 'DELETE' || Number.isNaN(length)) checkType(headers)
  const { body, length: read } = await readValues(() => readBytes(request, limit, patience, incoming))
  if (read > LARGE) noteLarge(read)
  if (read > LONG) await nextTurn()
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalid('The request body must be a JSON object.')
  return body as Record<string, unknown>
}

/** Keeps neither bytes nor text. */
async function readValues(read: () => Promise<Uint8Array>) {
  const text = jsonText(await read())
  if (text.length > LARGE) noteLarge(text.length)
  return { body: text === '' ? {} : parseText(text), length: text.length }
}

function checkType(headers: Headers) {
  const type = headers.get('Content-Type')
  if (type === null) throw new ApiError('BAD_REQUEST', 'Bad Request. Content-Type header is missing.')
  if (type.split(';')[0]?.trim().toLowerCase() !== 'application/json')
    throw new ApiError('BAD_REQUEST', "Bad Request. Content-Type must be one of ['application/json'].")
}

/** Makes the reader of a call's values, from its query or its body, wherever MLflow's clients put them for this method. */
export function wireReader(name: EndpointName): (c: HonoContext) => Wire | Promise<Wire> {
  const limit = bodyLimit(calls[name].path)
  const bodyOf = async (request: Request, incoming?: IncomingMessage) => ({
    body: await readBody(request, limit, undefined, incoming),
  })
  return (c) => {
    const { method, url } = c.req
    if (method !== 'GET' && method !== 'HEAD' && !isDeleteByQuery(c)) return bodyOf(c.req.raw, incomingFor(c))
    const carrier = getWithBody(c)
    if (carrier) return bodyOf(carrier)
    const start = url.indexOf('?')
    return { query: new URLSearchParams(start < 0 ? '' : url.slice(start)) }
  }
}

/** `databricks-sdk` sends the arguments of every DELETE in the query, and no body. */
const isDeleteByQuery = ({ req }: HonoContext) =>
  req.method === 'DELETE' &&
  req.url.includes('?') &&
  !req.header('transfer-encoding') &&
  (req.header('content-length') ?? '0') === '0'
