import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { freePort } from '../../scripts/free-port.ts'

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
