import type { IncomingMessage } from 'node:http'
import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { calls } from '#contract/calls.ts'
import { ApiError } from '#contract/errors.ts'

/** The most bytes of a JSON body, unless the call has its own limit. */
export const JSON_BYTES = 4 * 1024 * 1024
/** The most bytes of any: of calls that carry the records of a data set, which only a real MLflow has. */
export const LARGEST = 32 * 1024 * 1024
/** A schema and a profile as long as MLflow takes them, with as many escapes as there are in JSON. As values it takes 100 MB of memory. */
const DATASET_BYTES = 24 * 1024 * 1024

/** The most bytes of a call's JSON body, by its path in contract/calls.ts. That of log-batch is MLflow's documented limit. */
export function bodyLimit(call: string): number {
  if (call === calls.logBatch.path) return 1_000_000
  if (call === calls.logInputs.path) return DATASET_BYTES
  return call.startsWith('datasets/') ? LARGEST : JSON_BYTES
}

/** Whether what is sent there, below the base path, is a file that only passes through, rather than JSON that is read whole. */
export const isFile = (path: string): boolean => FILES.test(path)
const FILES = /^\/(?:ajax-)?api\/[23]\.0\/(?:mlflow-artifacts\/artifacts\/|mlflow\/upload-artifact$)/

/** The longest a JSON body may take to arrive, in ms. Node's own limits only notice a silent connection. */
const BODY_TIME = 60_000

/**
 * Turns a GET with its arguments in a body instead of a query (docs/rest-contract.md §1) into a request whose body can be
 * read; undefined for any other GET. MLflow reads such a body as JSON, whatever its Content-Type. Takes the body from
 * Node's request, since fetch's GET requests have none.
 */
export function getWithBody(c: Context): Request | undefined {
  const { req } = c
  const incoming = incomingFor(c)
  if (incoming?.method !== 'GET') return undefined
  const { 'content-length': length, 'transfer-encoding': coding } = incoming.headers
  if (length === undefined ? coding === undefined : Number(length) === 0) return undefined
  if (hasQuery(req.url)) return undefined
  const headers = new Headers(req.raw.headers)
  headers.set('Content-Type', 'application/json')
  return new Request(req.url, {
    method: 'POST',
    headers,
    body: ReadableStream.from(chunksOf(incoming)),
    duplex: 'half',
  })
}

/** The request as Node has it; undefined for those that a page asks first, which bring the page's own, and for `app.request` in tests. */
export function incomingFor({ req, env }: Context): IncomingMessage | undefined {
  const { incoming } = (env ?? {}) as Partial<HttpBindings>
  return incoming?.method === req.method ? incoming : undefined
}

/** How long to read on after refusing a body halfway, in ms, so that the answer gets out before the connection closes. */
const REST_TIME = 500

async function* chunksOf(incoming: IncomingMessage): AsyncGenerator<Buffer> {
  try {
    // Otherwise leaving the iterator early would close the connection before the answer is sent.
    yield* incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>
  } finally {
    if (!incoming.readableEnded) {
      const end = setTimeout(() => incoming.destroy(), REST_TIME)
      incoming.once('close', () => clearTimeout(end)).resume()
    }
  }
}

function hasQuery(url: string): boolean {
  const start = url.indexOf('?')
  return start >= 0 && new URLSearchParams(url.slice(start)).size > 0
}

/**
 * Reads the whole body of a request. Throws 415 if it is compressed; 413 over `limit` bytes, before reading if
 * Content-Length says so; and 408 if it has not arrived within `patience` ms (docs/robustness.md W07). `incoming`: the same request as Node
 * has it.
 */
export async function readBytes(
  request: Request,
  limit: number,
  patience = BODY_TIME,
  incoming?: IncomingMessage,
): Promise<Uint8Array> {
  const coding = request.headers.get('Content-Encoding')?.trim().toLowerCase() ?? 'identity'
  if (coding !== 'identity') throw new ApiError('UNSUPPORTED_MEDIA_TYPE', 'Request bodies must not be compressed.')
  const length = request.headers.get('Content-Length')
  if (Number(length ?? 0) > limit) throw tooLarge(limit)
  // What came of a request whose client is gone is still at hand, but no longer heard of.
  if (incoming && length !== null && !incoming.destroyed) return readIncoming(incoming, Number(length), patience)
  const reading = readWhole(request, limit)
  const late = Promise.withResolvers<never>()
  // One of unknown length holds the room of a long one, whatever it may have (large-bodies.ts).
  const arrived = arriving(Number(length ?? Math.max(limit, JSON_BYTES)), patience, late.reject)
  try {
    return await Promise.race([reading, late.promise])
  } finally {
    arrived()
    reading.catch(() => undefined) // nobody cares how it ends after the answer
  }
}

/** Without the promises and the copy of a web stream. The HTTP parser enforces the Content-Length. */
const readIncoming = (incoming: IncomingMessage, length: number, patience: number) =>
  new Promise<Uint8Array>((resolve, reject) => {
    let bytes: Buffer | undefined
    let size = 0
    const arrived = arriving(length, patience, reject)
    const broken = () => {
      if (incoming.readableEnded) return
      arrived()
      reject(incomplete())
    }
    incoming.on('data', (chunk: Buffer) => {
      if (size === 0 && chunk.length === length) bytes = chunk
      else chunk.copy((bytes ??= Buffer.allocUnsafeSlow(length)), size)
      size += chunk.length
    })
    incoming.on('end', () => {
      arrived()
      resolve(bytes ?? Buffer.alloc(0))
      bytes = undefined // the request lives on
    })
    incoming.on('error', broken)
    incoming.on('close', broken)
  })

/** While others wait for room, a body must arrive in so many ms, and in one more for each of so many of its bytes. */
const SLOW_MS = 5000
const BYTES_EACH_MS = 500

type Arriving = { bytes: number; since: number; refuse: () => void }
const underWay = new Set<Arriving>()

/** Notes a body that arrives until the function that is returned is called, and refuses it after `patience` ms. */
function arriving(bytes: number, patience: number, reject: (error: Error) => void): () => void {
  const timer = setTimeout(() => reject(tooLate()), patience)
  const one: Arriving = { bytes, since: performance.now(), refuse: () => reject(tooLate()) }
  underWay.add(one)
  return () => {
    clearTimeout(timer)
    underWay.delete(one)
  }
}

/** Refuses the bodies of more than `least` and up to `most` bytes that arrive slowly. */
export function refuseSlowBodies({ least, most }: { least: number; most: number }): void {
  const now = performance.now()
  for (const { bytes, since, refuse } of underWay)
    if (bytes > least && bytes <= most && now - since > SLOW_MS + bytes / BYTES_EACH_MS) refuse()
}

const tooLate = () => new ApiError('REQUEST_TIMEOUT', 'The request body took too long to arrive.')
const incomplete = () => new ApiError('BAD_REQUEST', 'The request body could not be read completely.')
const tooLarge = (limit: number) => new ApiError('REQUEST_TOO_LARGE', `The request body exceeds ${limit} bytes.`)

async function readWhole(request: Request, limit: number): Promise<Uint8Array> {
  try {
    // The HTTP parser enforces a Content-Length, and reading in one piece is much cheaper.
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
    throw incomplete()
  }
}
