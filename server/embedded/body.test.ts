import { gzipSync } from 'node:zlib'
import { expect, test, vi } from 'vitest'
import { calls } from '#contract/calls.ts'
import { bodyLimit } from '../request-body.ts'
import { openTestApp } from '../testing/app.ts'
import { readBody } from './body.ts'
import { piecesOfSpace } from '../testing/large-bodies.ts'

const create = '/api/2.0/mlflow/registered-models/create'
const json = { 'Content-Type': 'application/json' }

type Sent = {
  headers?: Record<string, string>
  body?: string | Uint8Array | ReadableStream
  url?: string
  method?: string
}

async function send({ headers = json, body = '{"name":"m"}', url = create, method = 'POST' }: Sent) {
  const { app, db } = openTestApp()
  // A stream is sent in chunks, without a length.
  const init = { method, headers, body, duplex: 'half' as const }
  const response = await app.request(url, init)
  const answer = (await response.json()) as { error_code?: string; message?: string }
  return { status: response.status, answer, stored: db.all('SELECT name FROM registered_models').length }
}

const chunks = (size: number, count: number) =>
  new ReadableStream<Uint8Array>({
    pull(controller) {
      if (count-- > 0) controller.enqueue(new Uint8Array(size).fill(0x20))
      else controller.close()
    },
  })

test.each([
  ['text/plain', '{"name":"m"}'],
  ['application/x-www-form-urlencoded', '{"name":"m"}'],
  ['multipart/form-data; boundary=x', '{"name":"m"}'],
  ['application/jsonp', '{"name":"m"}'],
  ['text/plain; application/json', '{"name":"m"}'],
  ['application/json, text/plain', '{"name":"m"}'],
  ['', '{"name":"m"}'],
])('O04 refuses a body of type %j', async (type, body) => {
  const { status, answer, stored } = await send({ headers: { 'Content-Type': type }, body })
  expect(status).toBe(400)
  expect(answer).toEqual({
    error_code: 'BAD_REQUEST',
    message: "Bad Request. Content-Type must be one of ['application/json'].",
  })
  expect(stored).toBe(0)
})

test('O04 refuses a body without a type', async () => {
  const { status, answer } = await send({ headers: {}, body: new TextEncoder().encode('{"name":"m"}') })
  expect(status).toBe(400)
  expect(answer.message).toBe('Bad Request. Content-Type header is missing.')
})

test.each(['application/json; charset=utf-8', 'APPLICATION/JSON', 'application/json;charset="UTF-8"'])(
  'O05 accepts the type %s as JSON',
  async (type) => {
    expect((await send({ headers: { 'Content-Type': type } })).status).toBe(200)
  },
)

test.each([
  ...['{"name":"m"', '{"name":"m"}}', '{"name":"m"} x', 'name=m'].map((body) => [body, 'MALFORMED_REQUEST']),
  ...['[]', '"{}"', '7', 'null', 'true'].map((body) => [body, 'INVALID_PARAMETER_VALUE']),
])('J01 J02 refuses the body %s as %s', async (body, error_code) => {
  const { status, answer, stored } = await send({ body })
  expect([status, answer]).toMatchObject([400, { error_code }])
  expect(stored).toBe(0)
})

test('J01 refuses invalid UTF-8', async () => {
  expect((await send({ body: Uint8Array.from([...Buffer.from('{"name":"'), 0xff, 0x22, 0x7d]) })).status).toBe(400)
})

test('an empty body is an empty object', async () => {
  const { status, answer } = await send({ body: '' })
  expect(status).toBe(400)
  expect(answer.message).toContain("Missing value for required parameter 'name'")
})

test('a DELETE without a body needs no type', async () => {
  const { app } = openTestApp()
  const response = await app.request('/api/2.0/mlflow/registered-models/delete', { method: 'DELETE' })
  expect(await response.json()).toMatchObject({ message: expect.stringContaining("parameter 'name'") })
})

test('J15 refuses 20,000 levels of nesting', async () => {
  const body = `{"name":${'['.repeat(20_000)}${']'.repeat(20_000)}}`
  expect((await send({ body })).status).toBe(400)
})

test('J17 refuses a Content-Length over the limit before reading anything', async () => {
  const body = new ReadableStream({
    pull() {
      throw new Error('read')
    },
  })
  const { status, answer } = await send({ headers: { ...json, 'Content-Length': '2000000000' }, body })
  expect(status).toBe(413)
  expect(answer.error_code).toBe('REQUEST_TOO_LARGE')
})

test('J18 cuts off a chunked body at the limit', async () => {
  const { body, left } = piecesOfSpace(48)
  expect((await send({ body })).status).toBe(413)
  expect(left()).toBeGreaterThan(40)
})

test('reads a chunked body below the limit', async () => {
  const { status, answer } = await send({ body: chunks(1000, 5) })
  expect(status).toBe(400)
  expect(answer.error_code).toBe('MALFORMED_REQUEST')
})

test('M10 accepts 1 MB for log-batch, 24 MB for log-inputs and 4 MB for other calls', async () => {
  const limits = (['logBatch', 'logInputs', 'createModel'] as const).map((name) => bodyLimit(calls[name].path))
  expect(limits).toEqual([1_000_000, 24 * 1024 * 1024, 4 * 1024 * 1024])
  expect((await send({ body: JSON.stringify({ name: 'm', padding: 'x'.repeat(1_000_000) }) })).status).toBe(200)
})

test('J20 refuses a compressed body', async () => {
  for (const coding of ['gzip', 'br', 'zip', 'gzip, identity']) {
    const headers = { ...json, 'Content-Encoding': coding }
    expect((await send({ headers, body: gzipSync('{"name":"m"}') })).status).toBe(415)
  }
  expect((await send({ headers: { ...json, 'Content-Encoding': 'identity' } })).status).toBe(200)
})

test('W07 gives up on a body that never ends', async () => {
  const body = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(new Uint8Array([0x7b])) })
  const request = new Request('http://localhost/', { method: 'POST', headers: json, body, duplex: 'half' })
  await expect(readBody(request, 1000, 30)).rejects.toMatchObject({ code: 'REQUEST_TIMEOUT', status: 408 })
})

test('others are answered between parsing a long body and checking it', async () => {
  const order: string[] = []
  const { parse } = JSON
  const spy = vi.spyOn(JSON, 'parse').mockImplementation((text: string) => {
    if (text.length < 300_000) return parse(text) as unknown // another test's
    order.push('parsed')
    setImmediate(() => order.push('others'))
    return parse(text) as unknown
  })
  const body = JSON.stringify({ text: 'x'.repeat(300_000) })
  const headers = { 'Content-Type': 'application/json', 'Content-Length': String(body.length) }
  await readBody(new Request('http://localhost/', { method: 'POST', headers, body }), 1_000_000)
  order.push('read')
  spy.mockRestore()
  expect(order).toEqual(['parsed', 'others', 'read'])
})
