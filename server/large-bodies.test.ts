import { Hono } from 'hono'
import { afterEach, expect, test, vi } from 'vitest'
import { asApiError, refuse } from './errors.ts'
import { largeBodies } from './large-bodies.ts'
import { readBytes } from './request-body.ts'

const MB = 1024 * 1024
afterEach(() => vi.useRealTimers())

/** Reads each body whole, and answers when it is told to. */
function openApp(together = 4 * MB) {
  const answers: (() => void)[] = []
  const app = new Hono()
  app.use('*', largeBodies(together))
  app.all('*', async (c) => {
    const { length } = await readBytes(c.req.raw, 8 * MB)
    await new Promise<void>((resolve) => answers.push(resolve))
    return c.text(String(length))
  })
  app.onError((error) => refuse(asApiError(error)))
  const send = (
    size: number,
    { method = 'POST', path = '/', body = 'x'.repeat(size) as string | ReadableStream } = {},
  ) => app.request(path, { method, body, headers: { 'Content-Length': String(size) }, duplex: 'half' } as RequestInit)
  return { answers, send }
}

/** A body that begins, and does not go on. */
const never = () => new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(new Uint8Array(10)) })

/** Resolves after whatever can happen by now. */
const soon = () => new Promise<void>((resolve) => setTimeout(resolve, 20))

test('J24 reads nothing of a long body before there is room for it', async () => {
  const { answers, send } = openApp()
  const first = send(3 * MB)
  let read = 0
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    read += 1
    controller.enqueue(new Uint8Array(MB))
    if (read === 2) controller.close()
  }
  const second = send(2 * MB, { body: new ReadableStream({ pull }, { highWaterMark: 0 }) })
  await vi.waitFor(() => expect(answers).toHaveLength(1))
  await soon()
  expect(read).toBe(0)
  expect(answers).toHaveLength(1)
  answers[0]!()
  expect(await (await first).text()).toBe(String(3 * MB))
  await vi.waitFor(() => expect(answers).toHaveLength(2))
  answers[1]!()
  expect((await second).status).toBe(200)
})

test('lets a body in alone that is longer than all of the room', async () => {
  const { answers, send } = openApp()
  const both = [send(2 * MB), send(6 * MB), send(2 * MB)]
  for (let count = 1; count <= 3; count++) {
    await vi.waitFor(() => expect(answers).toHaveLength(count))
    await soon()
    expect(answers).toHaveLength(count)
    answers.at(-1)!()
  }
  expect((await Promise.all(both)).map(({ status }) => status)).toEqual([200, 200, 200])
})

test('short bodies, those of up to 1 MB and files wait for no longer ones', async () => {
  const { answers, send } = openApp()
  const sent = [
    send(4 * MB),
    send(100),
    send(MB),
    send(4 * MB, { method: 'PUT' }),
    send(4 * MB, { path: '/upload-artifact' }),
  ]
  await vi.waitFor(() => expect(answers).toHaveLength(sent.length))
  for (const answer of answers) answer()
  await Promise.all(sent)
})

test('J25 refuses a long body that arrives slowly while another one waits, and no other', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'performance'] })
  const { answers, send } = openApp()
  const slow = send(4 * MB, { body: never() })
  const medium = send(MB, { body: never() })
  await vi.advanceTimersByTimeAsync(20_000)
  const next = send(4 * MB)
  await vi.advanceTimersByTimeAsync(1000)
  expect((await slow).status).toBe(408)
  await vi.waitFor(() => expect(answers).toHaveLength(1))
  answers[0]!()
  expect((await next).status).toBe(200)
  await vi.advanceTimersByTimeAsync(30_000)
  const isOpen = await Promise.race([Promise.resolve(medium).then(() => false), Promise.resolve(true)])
  expect(isOpen).toBe(true)
  await vi.advanceTimersByTimeAsync(60_000)
  expect((await medium).status).toBe(408)
})
