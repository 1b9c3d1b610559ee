import { gzipSync } from 'node:zlib'
import type { Hono } from 'hono'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FakeUpstream, openBefore, openFakeUpstream } from '../testing/upstream.ts'
import { piecesOfSpace } from '../testing/large-bodies.ts'

// docs/robustness.md J17, J18 and J20 in front of MLflow: what is refused never reaches it.

let upstream: FakeUpstream
let app: Hono
beforeEach(async () => {
  upstream = await openFakeUpstream()
  app = openBefore(upstream)
})
afterEach(() => upstream.close())

async function send(call: string, init: RequestInit) {
  const headers = { 'Content-Type': 'application/json', ...init.headers }
  const response = await app.request(`http://localhost/api/2.0/mlflow/${call}`, {
    method: 'POST',
    ...init,
    headers,
    duplex: 'half',
  })
  const { error_code } = (await response.json()) as { error_code?: string }
  return { status: response.status, code: error_code }
}
const tooLarge = { status: 413, code: 'REQUEST_TOO_LARGE' }

test('J17 refuses a Content-Length over the limit before reading anything', async () => {
  const body = new ReadableStream({
    pull() {
      throw new Error('read')
    },
  })
  expect(await send('runs/create', { headers: { 'Content-Length': '2147483648' }, body })).toEqual(tooLarge)
  expect(upstream.begun).toBe(0)
})

test('J18 cuts off a chunked body at the limit', async () => {
  const { body, left } = piecesOfSpace(48)
  expect(await send('runs/create', { body })).toEqual(tooLarge)
  expect(left()).toBeGreaterThan(40)
  expect(upstream.begun).toBe(0)
})

const MB = 1024 * 1024
test.each([
  ['runs/log-batch', 1_000_000],
  ['runs/create', 4 * MB],
  ['registered-models/search', 4 * MB],
  ['runs/log-inputs', 24 * MB],
  ['datasets/d-1/records', 32 * MB],
])('M10 accepts as many bytes for %s as the embedded backend, and not one more', async (call, limit) => {
  const body = `{"a":"${'x'.repeat(limit - 8)}"}`
  expect((await send(call, { body })).status).toBe(200)
  expect(upstream.seen[0]?.body.length).toBe(limit)
  expect(await send(call, { body: `${body} ` })).toEqual(tooLarge)
  expect(upstream.begun).toBe(1)
})

test('J20 refuses a compressed body', async () => {
  const headers = { 'Content-Encoding': 'gzip' }
  expect((await send('runs/create', { headers, body: gzipSync('{"name":"m"}') })).status).toBe(415)
  expect(upstream.begun).toBe(0)
})

const sendText = (method: string, path: string) =>
  app.request(`http://localhost${path}`, { method, body: 'x', headers: { 'Content-Type': 'text/plain' } })

test('sends no body to an address of files to be downloaded, and reads what only looks like a file’s path as JSON', async () => {
  await sendText('POST', '/get-artifact?path=f')
  expect(upstream.seen).toMatchObject([{ method: 'POST', body: '' }])
  for (const path of ['mlflow-artifacts/artifacts/f', 'upload-artifact'])
    expect((await sendText('PUT', `/api/3.0/mlflow/datasets/${path}`)).status).toBe(400)
  expect(upstream.begun).toBe(1)
})
