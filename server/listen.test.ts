import { once } from 'node:events'
import type { Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { Hono } from 'hono'
import { afterAll, expect, test } from 'vitest'
import { createHttpServer, drain } from './listen.ts'

// A client that waits for our answer is never cut off, however long that takes; one that stalls its own request is.
const IDLE_MS = 500
const LATE_MS = 3 * IDLE_MS

const closings: (() => void)[] = []
afterAll(() => closings.forEach((close) => close()))

async function listen(app: Hono): Promise<{ server: Server; port: number }> {
  const server = createHttpServer(app, { idleMs: IDLE_MS })
  closings.push(() => server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, port: (server.address() as AddressInfo).port } // it listens on TCP
}

function open(port: number, bytes: string): Socket {
  const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
  closings.push(() => socket.destroy())
  return socket
}

test.concurrent('P05 an answer comes however late it is', async () => {
  const app = new Hono()
  app.post('/late', async (c) => {
    await c.req.text()
    await delay(LATE_MS)
    return c.text('done')
  })
  const { port } = await listen(app)
  const answer = await fetch(`http://127.0.0.1:${port}/late`, { method: 'POST', body: 'x' })
  expect([answer.status, await answer.text()]).toEqual([200, 'done'])
})

test.concurrent('P05 a file whose bytes come with long breaks arrives whole', async () => {
  const app = new Hono()
  app.get('/file', () => {
    const body = new ReadableStream({
      async start(controller) {
        for (const piece of ['one ', 'two ', 'three']) {
          controller.enqueue(new TextEncoder().encode(piece))
          await delay(LATE_MS)
        }
        controller.close()
      },
    })
    return new Response(body)
  })
  const { port } = await listen(app)
  expect(await (await fetch(`http://127.0.0.1:${port}/file`)).text()).toBe('one two three')
})

test.concurrent('P05 an upload that the server is slow to take is taken whole', async () => {
  const app = new Hono()
  app.put('/file', async (c) => {
    let size = 0
    for await (const chunk of c.req.raw.body ?? []) {
      if (size === 0) await delay(LATE_MS) // meanwhile the client's bytes fill every buffer, and none moves
      size += chunk.length
    }
    return c.text(String(size))
  })
  const { port } = await listen(app)
  const body = new Uint8Array(20_000_000)
  const answer = await fetch(`http://127.0.0.1:${port}/file`, { method: 'PUT', body })
  expect([answer.status, await answer.text()]).toEqual([200, '20000000'])
})

test.concurrent('P05 an upload is taken whole that is found silent just when the server asks for more', async () => {
  const app = new Hono()
  const connected = Promise.withResolvers<Socket>()
  app.put('/file', async (c) => {
    const socket = await connected.promise
    let size = 0
    for await (const chunk of c.req.raw.body ?? []) {
      if (size === 0) await delay(IDLE_MS / 5) // the client's bytes fill every buffer
      size += chunk.length
      socket.emit('timeout')
    }
    return c.text(String(size))
  })
  const { server, port } = await listen(app)
  server.once('connection', connected.resolve)
  const body = new Uint8Array(2_000_000)
  const answer = await fetch(`http://127.0.0.1:${port}/file`, { method: 'PUT', body })
  expect([answer.status, await answer.text()]).toEqual([200, '2000000'])
})

test.concurrent('W07 a body that stops half-way is answered 408', async () => {
  const app = new Hono()
  app.post('/late', async (c) => c.text(await c.req.text()))
  const { port } = await listen(app)
  const socket = open(port, 'POST /late HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf')
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 [^]*"REQUEST_TIMEOUT"/)
})

test.concurrent('W04 a reader that stops is cut off', async () => {
  const app = new Hono()
  app.get('/large', (c) => c.body(new Uint8Array(50_000_000)))
  const { server, port } = await listen(app)
  const connected = once(server, 'connection')
  const reader = open(port, 'GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n').pause()
  const [ours] = (await connected) as [Socket]
  await once(ours, 'close')
  const read = await text(reader).catch(() => '') // what was under way; its end is a reset
  expect(read.length).toBeLessThan(50_000_000)
})

test.concurrent('K11 what is still unanswered at the end is told so, not cut off', async () => {
  const app = new Hono()
  app.post('/never', () => new Promise<Response>(() => {}))
  const { server, port } = await listen(app)
  const socket = open(port, 'POST /never HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n')
  await once(server, 'request')
  await drain(server, 100)
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 503 [^]*"TEMPORARILY_UNAVAILABLE"/)
})

test.concurrent('K10 what a client asked that is gone is finished before the end', async () => {
  const [begun, go, told] = [Promise.withResolvers<void>(), Promise.withResolvers<void>(), [] as string[]]
  const app = new Hono()
  app.post('/long', async (c) => {
    begun.resolve()
    await go.promise
    told.push('done')
    return c.text('done')
  })
  const { server, port } = await listen(app)
  const socket = open(port, 'POST /long HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n')
  await begun.promise
  socket.destroy()
  const end = drain(server, 10_000).then(() => told.push('end'))
  await once(server, 'close')
  await delay(0)
  go.resolve()
  await end
  expect(told).toEqual(['done', 'end'])
})
