import { Readable } from 'node:stream'
import type { Context } from 'hono'
import { ApiError } from '#contract/errors.ts'
import { readText, refusalOf } from './answers.ts'
import { attemptRead, attemptWrite, type Limits } from './attempts.ts'
import { deniedText, type ForwardOptions } from './denied.ts'
import { exchange, type Exchange, type Reply, streamOf } from './exchange.ts'
import { isFile } from '../request-body.ts'
import { isRead } from './families.ts'
import { downloadPresigned, noUpload, wantsPresigned } from './presigned.ts'

// Headers that are safe to pass on, so without the upstream's cookies, CORS, redirects and challenges.
const REPLY_HEADERS = [
  'content-type',
  'content-length',
  'content-range',
  'accept-ranges',
  'etag',
  'last-modified',
  'cache-control',
]

/** Streams a file down or up, with backpressure. */
export async function forwardBytes(
  c: Context,
  asked: Exchange,
  path: string,
  options: ForwardOptions,
): Promise<Response> {
  const { auth, limits } = options
  const { method } = asked
  const { signal } = c.req.raw
  const reads = isRead(method, path)
  const reply = await (reads
    ? attemptRead((either) => exchange({ ...asked, signal: either, silenceMs: limits.readMs }), signal, limits.readMs)
    : upload(c, asked, path, limits))
  if (reply.status === 416) return outOfRange(reply)
  const passes = reply.status < 300 || reply.status === 304
  if (!passes) {
    const text = await refusalText(asked, reply)
    if (wantsPresigned(reply.status, text)) {
      if (reads) return fromStore(c, asked, path, limits)
      throw noUpload()
    }
    throw refusalOf(reply.status, text, {
      what: `${method} ${path}`,
      denied: () => deniedText({ ...asked, path, auth }),
    })
  }
  return new Response(isEmpty(method, reply) ? null : streamOf(reply.body), {
    status: reply.status,
    headers: { ...passed(reply), ...(reads ? downloadHeaders(reply, path) : {}) },
  })
}

/** The text of a refusal. To a HEAD there is none, so it comes from a GET, which is refused too. */
async function refusalText(asked: Exchange, reply: Reply): Promise<string> {
  if (asked.method !== 'HEAD' || reply.status !== 403) return readText(reply, 64 * 1024)
  reply.body.resume()
  const again = await exchange({ ...asked, method: 'GET', headers: { ...asked.headers, range: 'bytes=0-0' } })
  if (again.status === 403) return readText(again, 64 * 1024)
  again.body.destroy()
  return ''
}

/** Streams a file from the store behind the MLflow server, by a presigned URL. Throws ApiError if it makes none. */
async function fromStore(c: Context, asked: Exchange, path: string, limits: Limits): Promise<Response> {
  const { signal } = c.req.raw
  const reply = await attemptRead(
    (either) => downloadPresigned({ ...asked, signal: either, silenceMs: limits.readMs }, path),
    signal,
    limits.readMs,
  )
  if (reply instanceof ApiError) throw reply
  if (reply.status === 416) return outOfRange(reply)
  if (reply.status >= 300 && reply.status !== 304) {
    reply.body.resume()
    if (reply.status === 404) throw new ApiError('RESOURCE_DOES_NOT_EXIST', 'No such file in the store.')
    throw new ApiError('BAD_GATEWAY', `The store behind the MLflow server refused the file (${reply.status}).`)
  }
  const query = new URL(asked.url).searchParams
  const file = query.get('path') ?? query.get('artifact_file_path') ?? decodeURIComponent(path)
  const name = encodeURIComponent(file.slice(file.lastIndexOf('/') + 1))
  const hasBody = !isEmpty(asked.method, reply)
  if (!hasBody) reply.body.destroy()
  return new Response(hasBody ? streamOf(reply.body) : null, {
    status: reply.status,
    headers: {
      ...passed(reply),
      ...downloadHeaders(reply, path),
      'content-disposition': `attachment; filename*=UTF-8''${name}`,
    },
  })
}

function upload(c: Context, asked: Exchange, path: string, { restartMs }: Limits): Promise<Reply> {
  const { signal } = c.req.raw
  // What is sent to any other address stays unread: MLflow would wait for all of it, and longer bodies for that (large-bodies.ts).
  const sent = isFile(path) ? { ...asked, ...bodyStream(c, asked) } : asked
  return attemptWrite((connectMs) => exchange({ ...sent, signal, connectMs }), signal, restartMs)
}

function bodyStream(c: Context, { headers }: Exchange): Partial<Exchange> {
  const { body } = c.req.raw
  if (!body) return {}
  const length = c.req.header('content-length')
  return {
    // Hono types the body as the DOM's ReadableStream; here it is Node's.
    body: Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]),
    headers: length === undefined ? headers : { ...headers, 'content-length': length },
  }
}

/** Answers a range past the end with the real length, without MLflow's HTML. */
function outOfRange({ headers, body }: Reply): Response {
  body.resume()
  const range = headers['content-range']
  const refusal = { error_code: 'INVALID_PARAMETER_VALUE', message: 'The file ends before this range.' }
  return Response.json(refusal, { status: 416, headers: range ? { 'content-range': range } : {} })
}

const isEmpty = (method: string, { status }: Reply) => method === 'HEAD' || status === 304 || status === 204

function passed({ headers }: Reply): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const name of REPLY_HEADERS) {
    const value = headers[name]
    if (typeof value === 'string') kept[name] = value
  }
  return kept
}

/** The headers of every download, so that it never runs in our origin (docs/robustness.md D01–D03). */
function downloadHeaders({ headers, status }: Reply, path: string): Record<string, string> {
  if (path === '/version') return {}
  const disposition = headers['content-disposition']
  return {
    'content-disposition': disposition?.startsWith('attachment') ? disposition : 'attachment',
    'content-security-policy': "sandbox; default-src 'none'",
    ...(headers['content-type'] || status === 304 ? {} : { 'content-type': 'application/octet-stream' }),
  }
}
