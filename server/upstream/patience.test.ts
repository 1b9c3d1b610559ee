import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { createApp } from '../app.ts'
import { createHttpServer } from '../listen.ts'
import { upstream } from './forward.ts'
import { openFakeUpstream } from '../testing/upstream.ts'

// docs/robustness.md P05, P11, P17 over a real connection: how long the server waits for MLflow, and what it repeats.
const READ_MS = 500
const LATE_MS = 3 * READ_MS
const RESTART_MS = 1500

const closings: (() => void)[] = []
afterAll(() => closings.forEach((close) => close()))

/** A Modelshelf in front of a fake MLflow that fails; `restart` opens the fake again on the same port. */
async function open({ readMs = READ_MS, restartMs = RESTART_MS } = {}) {
  const fake = await openFakeUpstream()
  const one = { base: fake.base }
  const limits = { readMs, restartMs }
  const backend = upstream({ tracking: one, registry: one }, { auth: 'operator', basePath: '', limits })
  const server = createHttpServer(createApp({ backend }), { idleMs: READ_MS })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const port = Number(new URL(fake.base).port)
  const restart = async () => {
    const again = await openFakeUpstream(port)
    closings.push(again.close)
    return again
  }
  closings.push(() => server.close(), fake.close)
  return { fake, port, restart, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` } // it listens on TCP
}

const api = '/api/2.0/mlflow'
const file = '/api/2.0/mlflow-artifacts/artifacts/0/r/artifacts/model.pkl'
const json = (method: string, body: object): RequestInit => ({
  method,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
})

const writes: [string, string, RequestInit][] = [
  ['POST', `${api}/model-versions/create`, json('POST', { name: 'm', source: 's' })],
  ['PATCH', `${api}/registered-models/update`, json('PATCH', { name: 'm', description: 'd' })],
  ['DELETE', `${api}/registered-models/alias`, json('DELETE', { name: 'm', alias: 'a' })],
  ['an upload', file, { method: 'PUT', body: 'x'.repeat(300_000) }],
]
const reads: [string, string, RequestInit][] = [
  ['GET', `${api}/runs/get?run_id=1`, {}],
  ['a search by POST', `${api}/runs/search`, json('POST', { experiment_ids: ['0'] })],
  ['a download', `/get-artifact?run_id=1&path=a`, {}],
]
const refusal = async (response: Response) => ({
  status: response.status,
  retryAfter: response.headers.get('retry-after'),
  ...((await response.json()) as { error_code: string; message: string }),
})

test.concurrent.each(writes)('P05 %s takes as long as MLflow does, and is sent once', async (_what, path, init) => {
  const { fake, url } = await open()
  fake.answer = (_request, response) => void delay(LATE_MS).then(() => response.end('{}'))
  expect((await fetch(url + path, init)).status).toBe(200)
  expect(fake.seen).toHaveLength(1)
})

test.concurrent.each(reads)('P05 %s that takes too long is a written 504, asked once', async (_what, path, init) => {
  const { fake, url } = await open()
  fake.answer = (_request, response) => void delay(LATE_MS).then(() => response.end('{}'))
  expect(await refusal(await fetch(url + path, init))).toMatchObject({ status: 504, error_code: 'DEADLINE_EXCEEDED' })
  expect(fake.seen).toHaveLength(1)
})

test.concurrent('P05 a JSON answer that trickles past the limit is a written 504', async () => {
  const { fake, url } = await open()
  fake.answer = (_request, response) => {
    const drip = setInterval(() => response.write(' '), READ_MS / 4)
    response.once('close', () => clearInterval(drip))
  }
  expect(await refusal(await fetch(`${url}${api}/runs/get?run_id=1`))).toMatchObject({ status: 504 })
})

test.concurrent.each(reads)('P11 %s that breaks off is asked again', async (_what, path, init) => {
  const { fake, url } = await open({ readMs: 10_000 })
  fake.answer = (_request, response) => (fake.seen.length === 1 ? response.destroy() : response.end('{}'))
  expect((await fetch(url + path, init)).status).toBe(200)
  expect(fake.seen).toHaveLength(2)
})

test.concurrent.each(writes)('P11 %s that breaks off is not sent again', async (_what, path, init) => {
  const { fake, url } = await open()
  fake.answer = (_request, response) => void response.destroy()
  expect(await refusal(await fetch(url + path, init))).toMatchObject({ status: 502, error_code: 'BAD_GATEWAY' })
  expect(fake.seen).toHaveLength(1)
})

test.concurrent.each(writes)('P17 %s during a restart of MLflow arrives once, whole', async (_what, path, init) => {
  const { fake, url, restart } = await open({ restartMs: 20 * RESTART_MS }) // also on a machine that stalls
  fake.close()
  const answer = fetch(url + path, init)
  await delay(RESTART_MS / 3) // a first knock
  const { seen } = await restart()
  expect((await answer).status).toBe(200)
  expect(seen.map(({ body }) => body)).toEqual([init.body])
})

test.concurrent.each(writes)(
  'P17 %s without MLflow is a 429 that says when to ask again',
  async (_what, path, init) => {
    const { fake, url } = await open()
    fake.close()
    const told = await refusal(await fetch(url + path, init))
    expect(told).toMatchObject({ status: 429, retryAfter: '5', error_code: 'TEMPORARILY_UNAVAILABLE' })
    expect(told.message).toMatch(/Nothing was changed/)
  },
)

test.concurrent.each(reads)('P17 %s without MLflow is a 429 too, soon', async (_what, path, init) => {
  const { fake, url } = await open()
  fake.close()
  const start = performance.now()
  expect(await refusal(await fetch(url + path, init))).toMatchObject({
    status: 429,
    retryAfter: '5',
    error_code: 'TEMPORARILY_UNAVAILABLE',
  })
  expect(performance.now() - start).toBeLessThan(RESTART_MS)
})

test.concurrent('P17 a write whose client has left is not made up for later', async () => {
  const { fake, url, restart } = await open()
  fake.close()
  const leave = new AbortController()
  const [, path, init] = writes[0]!
  const left = expect(fetch(url + path, { ...init, signal: leave.signal })).rejects.toThrow(/abort/)
  await delay(100)
  leave.abort()
  await left
  const { seen } = await restart()
  await fetch(`${url}${api}/runs/get?run_id=1`)
  await delay(RESTART_MS / 3) // a knock later
  expect(seen.map(({ method }) => method)).toEqual(['GET'])
})

test.concurrent('P17 a server that takes a connection and says nothing holds up no read for long', async () => {
  const { fake, url, port } = await open()
  fake.close()
  const silent = createServer(() => {})
  await new Promise<void>((resolve) => silent.listen(port, '127.0.0.1', resolve))
  const told = await refusal(await fetch(`${url}${api}/runs/get?run_id=1`))
  expect(told).toMatchObject({ status: 504 })
  silent.close()
  expect((await fetch(`${url}/health`)).status).toBe(200)
})
