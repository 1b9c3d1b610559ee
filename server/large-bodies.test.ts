import { Hono } from 'hono'
import { afterEach, expect, test, vi } from 'vitest'
import { createApp } from './app.ts'
import { asApiError, refuse } from './errors.ts'
import { largeBodies } from './large-bodies.ts'
import { noteLarge } from './embedded/passing-bytes.ts'
import { readBytes } from './request-body.ts'

vi.mock(import('./embedded/passing-bytes.ts'), () => ({ noteLarge: vi.fn() }))

const MB = 1024 * 1024
afterEach(() => {
  vi.useRealTimers()
  vi.mocked(noteLarge).mockClear()
})

const LOG_BATCH = '/log-batch'

/** Reads each body whole, and answers when it is told to. */
function openApp(together = 4 * MB) {
  const answers: (() => void)[] = []
  const app = new Hono()
  app.use('*', largeBodies('', together))
  app.all('*', async (c) => {
    const { length } = await readBytes(c.req.raw, c.req.path === LOG_BATCH ? 1_000_000 : 8 * MB)
    await new Promise<void>((resolve) => answers.push(resolve))
    return c.text(String(length))
  })
  app.onError((error) => refuse(asApiError(error)))
  const send = async (
    size: number,
    { method = 'POST', path = '/', body = 'x'.repeat(size) as string | ReadableStream, isChunked = false } = {},
  ) => {
    const headers = isChunked ? { 'Transfer-Encoding': 'chunked' } : { 'Content-Length': String(size) }
    return app.request(path, { method, body, headers, duplex: 'half' } as RequestInit)
  }
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
    send(4 * MB, { method: 'PUT', path: '/api/2.0/mlflow-artifacts/artifacts/1/f' }),
    send(4 * MB, { path: '/ajax-api/2.0/mlflow/upload-artifact' }),
  ]
  await vi.waitFor(() => expect(answers).toHaveLength(sent.length))
  for (const answer of answers) answer()
  await Promise.all(sent)
})

test.each([
  ['PUT', 'records'],
  ['POST', 'upload-artifact'],
  ['POST', 'upload%2Dartifact'],
  ['PUT', 'mlflow-artifacts/artifacts/f'],
])('J24 %s datasets/%s waits, which is read whole in front of MLflow', async (method, what) => {
  const { answers, send } = openApp()
  const both = [send(4 * MB), send(4 * MB, { method, path: `/api/3.0/mlflow/datasets/${what}` })]
  await vi.waitFor(() => expect(answers).toHaveLength(1))
  await soon()
  expect(answers).toHaveLength(1)
  answers[0]!()
  await vi.waitFor(() => expect(answers).toHaveLength(2))
  answers[1]!()
  await Promise.all(both)
})

const noted = () => vi.mocked(noteLarge).mock.calls.reduce((sum, [bytes]) => sum + bytes, 0)

test('collects what a long body leaves behind, and nothing after one that was only announced, or short and in chunks', async () => {
  const app = new Hono()
  app.use('*', largeBodies())
  const incoming = { method: 'POST', socket: { bytesRead: 200 }, once: () => {} }
  app.post('/read', (c) => {
    incoming.socket.bytesRead += 3 * MB
    return c.text('')
  })
  const send = (path: string, headers: Record<string, string>) =>
    app.request(path, { method: 'POST', body: 'x', headers }, { incoming })
  for (let n = 0; n < 9; n++) {
    await send('/nothing', { 'Content-Length': String(30 * MB) })
    await send('/nothing', { 'Transfer-Encoding': 'chunked' })
  }
  expect(noted()).toBe(0)
  await send('/read', { 'Content-Length': String(3 * MB) })
  expect(noted()).toBe(3 * MB)
})

test('J25 refuses a long body that arrives slowly while another one waits, and no other', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'performance'] })
  const { answers, send } = openApp()
  const slow = send(4 * MB, { body: never() })
  let isOver = false
  const medium = send(MB, { body: never() }).finally(() => (isOver = true))
  await vi.advanceTimersByTimeAsync(20_000)
  const next = send(4 * MB)
  await vi.advanceTimersByTimeAsync(1000)
  expect((await slow).status).toBe(408)
  await vi.waitFor(() => expect(answers).toHaveLength(1))
  answers[0]!()
  expect((await next).status).toBe(200)
  await vi.advanceTimersByTimeAsync(30_000)
  expect(isOver).toBe(false)
  await vi.advanceTimersByTimeAsync(60_000)
  expect((await medium).status).toBe(408)
})

test('J25 refuses one of unknown length, however few bytes it may have, while a long one waits', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'performance'] })
  const { answers, send } = openApp()
  const slow = send(0, { path: LOG_BATCH, body: never(), isChunked: true })
  const next = send(4 * MB)
  await vi.advanceTimersByTimeAsync(20_000)
  expect((await slow).status).toBe(408)
  await vi.waitFor(() => expect(answers).toHaveLength(1))
  answers[0]!()
  expect((await next).status).toBe(200)
})

test('J25 refuses no long body for a shorter one, which waits for other room', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'performance'] })
  const { send } = openApp(MB)
  let isOver = false
  const long = send(2 * MB, { body: never() }).finally(() => (isOver = true))
  const shorter = Array.from({ length: 3 }, () => send(MB, { body: never() }))
  await vi.advanceTimersByTimeAsync(12_000)
  expect((await shorter[0])!.status).toBe(408)
  expect(isOver).toBe(false)
  await vi.advanceTimersByTimeAsync(120_000)
  expect((await long).status).toBe(408)
  await Promise.all(shorter)
})

const noPage = () => Promise.reject(new Error('no page is asked for'))

test.each([
  ['itself', {}, 1],
  ['in front of MLflow', { absence: async () => undefined }, 4],
])('a server that answers %s reads so many bodies of 4 MB together', async (_, more, most) => {
  const waiting: (() => void)[] = []
  const routes = new Hono().post('/read', async (c) => {
    await new Promise<void>((resolve) => waiting.push(resolve))
    return c.text('')
  })
  const app = createApp({ backend: { routes, info: noPage, ...more } })
  const headers = { 'Content-Length': String(4 * MB), 'Content-Type': 'application/json' }
  const sent = Array.from({ length: 6 }, () =>
    app.request('http://localhost/read', { method: 'POST', body: '', headers }),
  )
  await vi.waitFor(() => expect(waiting).toHaveLength(most))
  await soon()
  expect(waiting).toHaveLength(most)
  for (let at = 0; at < sent.length; at++) {
    await vi.waitFor(() => expect(waiting.length).toBeGreaterThan(at))
    waiting[at]!()
  }
  await Promise.all(sent)
})
