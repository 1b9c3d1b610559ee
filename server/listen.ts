import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import { ApiError, type ErrorCode, statusOf } from '#contract/errors.ts'
import { defaults } from './config/config.ts'
import { asApiError, refuse } from './errors.ts'

const IDLE_MS = defaults.idleTimeout * 1000
const AGAIN_MS = 1000

/**
 * An HTTP server for the app that stalled and broken requests can't block (docs/robustness.md J22, W01–W07).
 * An upload may take any time as long as bytes arrive, and so may an answer that the client waits for (docs/robustness.md P05).
 */
export function createHttpServer(app: Hono, { idleMs = IDLE_MS } = {}): Server {
  const listener = getRequestListener(app.fetch, { errorHandler: onError })
  const server = createServer(
    {
      maxHeaderSize: 32 * 1024,
      headersTimeout: 30_000,
      connectionsCheckingInterval: 10_000,
      requestTimeout: 0,
      // Node's default of 5 s cuts off clients that pool connections.
      keepAliveTimeout: 75_000,
      // A client may wait long without a byte in either direction; this notices if its machine is gone.
      keepAlive: true,
      keepAliveInitialDelay: 30_000,
    },
    (incoming, outgoing) => {
      const answer = listener(incoming, outgoing)
      const ended = () => running.delete(answer)
      running.add(answer)
      answer.then(ended, ended)
    },
  )
  const { busy, running } = watch(server)
  server.setTimeout(idleMs, (socket) => onIdle(socket, busy.get(socket), idleMs))
  server.on('clientError', answerBrokenRequest)
  server.on('connect', (_request: IncomingMessage, socket: Duplex) => {
    endWith(socket, 'METHOD_NOT_ALLOWED', 'This server is not a proxy.')
  })
  return server
}

/**
 * Decides about a silent connection. A client that waits for our answer is never cut off: browsers and old MLflow clients
 * would silently send a write again. A request that stopped half-way gets an answer.
 */
function onIdle(socket: Socket, exchange: Exchange | undefined, idleMs: number) {
  if (!exchange) return socket.destroy()
  const { incoming } = exchange
  if (!isReceived(incoming)) return lookAgain(socket, exchange, idleMs)
  return socket.writableLength === 0 ? socket.setTimeout(idleMs) : cutOff(socket, exchange)
}

/** Nothing is read yet if the app has only just asked for more: an upload that it was slow to take must not end then. */
function lookAgain(socket: Socket, exchange: Exchange, idleMs: number) {
  const { bytesRead } = socket
  setTimeout(() => {
    if (socket.bytesRead === bytesRead && !isReceived(exchange.incoming)) cutOff(socket, exchange)
    else socket.setTimeout(idleMs)
  }, AGAIN_MS).unref()
}

/** Whether it is our turn: the request is complete, or bytes of it wait for the app. */
const isReceived = ({ complete, readableLength }: IncomingMessage) => complete || readableLength > 0

function cutOff(socket: Socket, { outgoing }: Exchange) {
  if (outgoing.headersSent) socket.destroy()
  else endWith(socket, 'REQUEST_TIMEOUT', 'The request took too long.', () => socket.destroy())
}

/** Answers a Host or target that node-server can't turn into a URL. The app handles its own errors. */
function onError(error: unknown): Response {
  const foreseen = error instanceof Error && error.name === 'RequestError'
  return refuse(foreseen ? new ApiError('BAD_REQUEST', 'The request has no valid Host and URL.') : asApiError(error))
}

function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex) {
  if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy()
  else if (error.code === 'HPE_HEADER_OVERFLOW') endWith(socket, 'HEADERS_TOO_LARGE', 'URL or headers are too large.')
  else if (error.code === 'HPE_INVALID_METHOD') endWith(socket, 'METHOD_NOT_ALLOWED', 'Unknown HTTP method.')
  else if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') endWith(socket, 'REQUEST_TIMEOUT', 'The request took too long.')
  else endWith(socket, 'BAD_REQUEST', 'The request is not valid HTTP.')
}

/** Answers on a socket without Node's own response, then closes it. */
function endWith(socket: Duplex, code: ErrorCode, message: string, sent?: () => void) {
  const body = JSON.stringify({ error_code: code, message })
  socket.end(
    `HTTP/1.1 ${statusOf[code]} ${code}\r\nContent-Type: application/json\r\nX-Content-Type-Options: nosniff\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    sent,
  )
}

/**
 * Stops accepting connections, gives running requests `patience` ms to finish, also those whose client is gone, answers the rest 503 and
 * closes them; resolves when none is left (docs/robustness.md K10–K12).
 */
export async function drain(server: Server, patience: number): Promise<void> {
  const { open, busy, running } = connections.get(server) ?? nobody
  const late = Promise.withResolvers<void>()
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  // Node counts a connection that has sent nothing as busy, so `closeIdleConnections` is not enough.
  const sweep = setInterval(() => {
    for (const socket of open) if (!busy.has(socket)) socket.destroySoon()
  }, 50)
  let last: NodeJS.Timeout | undefined
  const end = setTimeout(() => {
    late.resolve()
    for (const [socket, { outgoing }] of busy)
      if (outgoing.headersSent) socket.destroy()
      else
        endWith(socket, 'TEMPORARILY_UNAVAILABLE', 'The server stopped before this was answered.', () =>
          socket.destroy(),
        )
    last = setTimeout(() => server.closeAllConnections(), 1000)
  }, patience)
  await closed
  await Promise.race([Promise.allSettled(running), late.promise])
  clearInterval(sweep)
  clearTimeout(end)
  clearTimeout(last)
}

/** Whether a request is running. */
export function isBusy(server: Server): boolean {
  const { busy, running } = connections.get(server) ?? nobody
  return busy.size > 0 || running.size > 0
}

type Exchange = { incoming: IncomingMessage; outgoing: ServerResponse }
/** `running`: requests at work, also when their client is gone. */
type Connections = { open: Set<Socket>; busy: Map<Socket, Exchange>; running: Set<Promise<void>> }
const nobody: Connections = { open: new Set(), busy: new Map(), running: new Set() }
const connections = new WeakMap<Server, Connections>()

/** Tracks the connections and which of them have a running request. */
function watch(server: Server): Connections {
  const open = new Set<Socket>()
  const busy = new Map<Socket, Exchange>()
  const running = new Set<Promise<void>>()
  connections.set(server, { open, busy, running })
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  server.prependListener('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { socket } = incoming
    const exchange = { incoming, outgoing }
    busy.set(socket, exchange)
    outgoing.once('close', () => {
      if (busy.get(socket) === exchange) busy.delete(socket)
    })
  })
  return { open, busy, running }
}
