import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import { ApiError, type ErrorCode, statusOf } from '#contract/errors.ts'
import { asApiError, refuse } from './errors.ts'

/**
 * An HTTP server for the app that stalled and broken requests can't block (docs/robustness.md J22, W01–W07).
 * An upload may take any time as long as bytes arrive.
 */
export function createHttpServer(app: Hono): Server {
  const listener = getRequestListener(app.fetch, { errorHandler: onError })
  const server = createServer(
    {
      maxHeaderSize: 32 * 1024,
      headersTimeout: 30_000,
      connectionsCheckingInterval: 10_000,
      requestTimeout: 0,
      // Node's default of 5 s cuts off clients that pool connections.
      keepAliveTimeout: 75_000,
    },
    (incoming, outgoing) => void listener(incoming, outgoing),
  )
  server.setTimeout(60_000)
  watch(server)
  server.on('clientError', answerBrokenRequest)
  server.on('connect', (_request: IncomingMessage, socket: Duplex) => {
    endWith(socket, 'METHOD_NOT_ALLOWED', 'This server is not a proxy.')
  })
  return server
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

/** Answers on a socket that has no request, then closes it. */
function endWith(socket: Duplex, code: ErrorCode, message: string) {
  const body = JSON.stringify({ error_code: code, message })
  socket.end(
    `HTTP/1.1 ${statusOf[code]} ${code}\r\nContent-Type: application/json\r\nX-Content-Type-Options: nosniff\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
}

/**
 * Stops accepting connections, gives running requests `patience` ms to finish and closes the rest; resolves when none is
 * left (docs/robustness.md K10–K12).
 */
export async function drain(server: Server, patience: number): Promise<void> {
  const { open, busy } = connections.get(server) ?? { open: new Set(), busy: new Set() }
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  // Node counts a connection that has sent nothing as busy, so `closeIdleConnections` is not enough.
  const sweep = setInterval(() => {
    for (const socket of open) if (!busy.has(socket)) socket.destroySoon()
  }, 50)
  const end = setTimeout(() => server.closeAllConnections(), patience)
  await closed
  clearInterval(sweep)
  clearTimeout(end)
}

/** Whether a request is running. */
export const isBusy = (server: Server): boolean => (connections.get(server)?.busy.size ?? 0) > 0

type Connections = { open: Set<Socket>; busy: Set<Socket> }
const connections = new WeakMap<Server, Connections>()

/** Tracks the connections and which of them have a running request. */
function watch(server: Server) {
  const open = new Set<Socket>()
  const busy = new Set<Socket>()
  connections.set(server, { open, busy })
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    busy.add(socket)
    response.once('close', () => busy.delete(socket))
  })
}
