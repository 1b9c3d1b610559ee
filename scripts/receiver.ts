import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export type Received = { path: string; headers: IncomingHttpHeaders; body: string }

/** A server that receives webhooks. `answer` may fail; it says 200 otherwise. */
export async function openReceiver(answer?: (received: Received, response: ServerResponse) => void) {
  const received: Received[] = []
  const waiting = new Set<() => void>()
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const one = { path: request.url ?? '', headers: request.headers, body: await text(request) }
    received.push(one)
    if (answer) answer(one, response)
    else response.end('ok')
    for (const look of waiting) look()
  }
  const server = createServer((request, response) => void take(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  /** Resolves with everything received, once `isDone` holds of it. */
  const until = (isDone: (received: readonly Received[]) => boolean) =>
    new Promise<Received[]>((resolve) => {
      const look = () => {
        if (!isDone(received)) return
        waiting.delete(look)
        resolve(received)
      }
      waiting.add(look)
      look()
    })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    until,
    atLeast: (count: number) => until(({ length }) => length >= count),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
