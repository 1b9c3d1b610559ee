import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { freePort } from '../../scripts/free-port.ts'
import { Hono } from 'hono'
import { asApiError, refuse } from '../errors.ts'
import { upstreamBackend } from '../upstream/forward.ts'

export type Seen = { method: string; url: string; headers: IncomingMessage['headers']; body: string }
export type Answer = (request: IncomingMessage, response: ServerResponse) => void
export type FakeUpstream = Awaited<ReturnType<typeof openFakeUpstream>>

/**
 * A fake MLflow server that does what a test says: a real one can't be made to misbehave. It may be closed, and opened again on its port.
 */
export async function openFakeUpstream(port?: number) {
  const seen: Seen[] = []
  const fake = {
    base: '',
    /** How many requests have begun. */
    begun: 0,
    seen,
    answer: ((_request, response) => response.end('{}')) as Answer,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request
    fake.begun++
    let body = ''
    try {
      for await (const chunk of request) body += chunk
    } catch {
      body += ' (cut off)' // the sender broke off in the middle
    }
    seen.push({ method, url, headers, body })
    fake.answer(request, response)
  })
  server.listen(port ?? (await freePort()), '127.0.0.1')
  await once(server, 'listening')
  fake.base = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // it listens on TCP
  return fake
}

/** The routes in front of a fake MLflow, which wait 5 s for it and not for a restart. */
export function openBefore({ base }: Pick<FakeUpstream, 'base'>): Hono {
  const options = { auth: 'operator', basePath: '', limits: { readMs: 5000, restartMs: 0 } } as const
  const app = new Hono().route('/', upstreamBackend({ tracking: { base }, registry: { base } }, options))
  app.onError((error) => refuse(asApiError(error)))
  return app
}
