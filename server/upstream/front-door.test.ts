import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp } from '../app.ts'
import { createHttpServer } from '../listen.ts'
import { upstreamFrom } from './credentials.ts'
import { upstream } from './forward.ts'
import { openFakeUpstream } from '../testing/upstream.ts'

// docs/robustness.md P01–P17 from outside: the whole server over a real connection, in front of an upstream that misbehaves.
const PASSWORD = 'canary-password'
const BASIC = Buffer.from(`operator:${PASSWORD}`).toString('base64')
const dist = mkdtempSync(join(tmpdir(), 'modelshelf-dist-'))
writeFileSync(join(dist, 'index.html'), '<html><head><!--modelshelf--></head><body></body></html>')

let fake: Awaited<ReturnType<typeof openFakeUpstream>>
let elsewhere: Awaited<ReturnType<typeof openFakeUpstream>>
let server: Server
let url: string

beforeEach(async () => {
  fake = await openFakeUpstream()
  elsewhere = await openFakeUpstream()
  const servers = upstreamFrom({
    MLFLOW_TRACKING_URI: fake.base.replace('//', `//in-url:${PASSWORD}@`),
    MLFLOW_TRACKING_USERNAME: 'operator',
    MLFLOW_TRACKING_PASSWORD: PASSWORD,
  })
  const backend = upstream(servers!, { auth: 'operator', basePath: '', limits: { readMs: 500 } }) // a tracking URI is set
  server = createHttpServer(createApp({ backend, dist }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // it listens on TCP
})
afterEach(() => {
  for (const open of [fake, elsewhere]) open.close()
  server.closeAllConnections()
  server.close()
})
afterAll(() => rmSync(dist, { recursive: true, force: true }))

const api = '/ajax-api/2.0/mlflow'
const artifact = `${api}-artifacts/artifacts/0/r/artifacts/a`

type Request = { method?: string; headers?: Record<string, string>; body?: string }
type Told = { status: number; headers: string; body: string }

/** Sends a request with exactly this target. */
function ask(path: string, { method = 'GET', headers = {}, body = '' }: Request = {}): Promise<Told> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const call = request({ hostname, port, path, method, headers }, (response) => {
      let text = ''
      response.setEncoding('latin1').on('data', (chunk) => (text += chunk))
      response
        .on('error', reject)
        .on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: JSON.stringify(response.rawHeaders), body: text }),
        )
    })
    call.on('error', reject).end(body)
  })
}

const secrets = [PASSWORD, BASIC, 'in-url', 'operator:']
function expectNoSecret({ headers, body }: Told) {
  for (const secret of secrets) expect(headers + body).not.toContain(secret)
}

test('A18 “.” as a segment of a path reaches the upstream, “..” does not', async () => {
  fake.answer = (_request, response) => response.end('bytes')
  for (const path of [`${api}-artifacts/artifacts/0/r/artifacts/./a`, `${api}-artifacts/artifacts/0/%2e/r/artifacts/a`])
    expect(await ask(path)).toMatchObject({ status: 200, body: 'bytes' })
  expect(new Set(fake.seen.map((seen) => seen.url))).toEqual(new Set([artifact]))
  await ask(`${api}/artifacts/list?run_id=r&path=.`)
  expect(fake.seen.at(-1)?.url).toBe(`${api}/artifacts/list?run_id=r&path=.`)
  const count = fake.seen.length
  expect(await ask(`${api}-artifacts/artifacts/0/r/./../a`)).toMatchObject({ status: 400 })
  expect(fake.seen).toHaveLength(count)
})

test(
  'P01: no page, answer, header or error contains the credentials; only the upstream gets them',
  { timeout: 30_000 },
  async () => {
    const asked = [
      '/',
      '/models',
      '/nowhere',
      '/settings',
      `${api}/runs/get?run_id=1`,
      '/version',
      '/get-artifact?path=a',
    ]
    const answers: Told[] = []
    const askAll = async () => answers.push(...(await Promise.all(asked.map((path) => ask(path)))))
    await askAll()
    fake.answer = (_request, response) => response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end('no')
    await askAll()
    fake.answer = (_request, response) => response.destroy()
    await askAll()
    fake.close()
    await askAll()
    answers.forEach(expectNoSecret)
    expect(answers.map(({ headers }) => headers).join()).not.toMatch(/www-authenticate/i)
    expect(fake.seen.length).toBeGreaterThan(10)
    for (const { headers } of fake.seen) expect(headers.authorization).toBe(`Basic ${BASIC}`)
  },
)

test.each(['http://elsewhere/x', '//elsewhere/x', 'http://elsewhere', 'https://elsewhere/login'])(
  'P02: does not follow a redirect to %s',
  async (target) => {
    const location = target.replace('elsewhere', new URL(elsewhere.base).host)
    fake.answer = (_request, response) => response.writeHead(302, { location }).end()
    for (const path of [`${api}/runs/get?run_id=1`, '/get-artifact?run_id=1&path=a', artifact]) {
      const told = await ask(path)
      expect(told).toMatchObject({ status: 502 })
      expect(JSON.parse(told.body)).toMatchObject({ error_code: 'BAD_GATEWAY' })
      expect(told.headers).not.toContain('ocation"')
    }
    expect(elsewhere.seen).toEqual([])
  },
)

test.each([
  'HOST/api/2.0/mlflow/runs/get',
  '//HOST/api/2.0/mlflow/runs/get',
  '/@HOST/api/2.0/mlflow/runs/get',
  '/\\HOST/api/2.0/mlflow/runs/get',
  '/api/2.0/mlflow/runs@HOST/get',
  '/api/2.0/mlflow/runs/get@HOST',
  'http://HOST/api/2.0/mlflow/runs/get',
  'http://127.0.0.1@HOST/api/2.0/mlflow/runs/get',
])('P03: contacts no other host for the target %s', async (target) => {
  const path = target.replace('HOST', new URL(elsewhere.base).host)
  const told = await ask(path).catch(() => undefined) // a target that is not HTTP: the connection is closed
  if (told) expectNoSecret(told)
  if (told && told.status < 300) expect(fake.seen.length).toBe(1)
  expect(elsewhere.seen).toEqual([])
})

test('P05 P11 P17: whatever becomes of the upstream, our own /health and pages live', { timeout: 30_000 }, async () => {
  const faults: [number, () => void][] = [
    [504, () => (fake.answer = () => {})],
    [502, () => (fake.answer = (_request, response) => response.destroy())],
    [429, () => fake.close()],
  ]
  for (const [status, breakIt] of faults) {
    breakIt()
    const told = await ask(`${api}/runs/get?run_id=1`)
    expect([told.status, typeof JSON.parse(told.body).message]).toEqual([status, 'string'])
    expect(await ask('/health')).toMatchObject({ status: 200, body: 'OK' })
    expect((await ask('/models')).body).toContain('"backend":"upstream"')
  }
})

test('P12: an incomplete answer is an error, not half an answer', async () => {
  fake.answer = (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 50 }).write('{"run": {}')
    setTimeout(() => response.destroy(), 20)
  }
  const told = await ask(`${api}/runs/get?run_id=1`)
  expect([told.status, JSON.parse(told.body).error_code]).toEqual([502, 'BAD_GATEWAY'])
  // Some bytes are already sent, so the reader must notice that they are incomplete.
  await expect(ask(artifact)).rejects.toThrow(/aborted|hang up/)
  expect(await ask('/health')).toMatchObject({ status: 200 })
})

test.each([
  ['Host', { headers: { host: 'evil.example' } }],
  [
    'Origin',
    { headers: { origin: 'http://evil.example', 'content-type': 'application/json' }, method: 'POST', body: '{}' },
  ],
  ['Origin of an upload', { headers: { origin: 'http://evil.example' }, method: 'PUT', body: 'x' }],
  ['cross-site', { headers: { 'sec-fetch-site': 'cross-site' }, method: 'DELETE' }],
] as [string, Request][])('P15: refuses a foreign %s before anything is forwarded', async (_what, init) => {
  expect((await ask(init.method === 'PUT' ? artifact : `${api}/runs/get`, init)).status).toBe(403)
  expect(fake.seen).toEqual([])
})

test.each(['/get-artifact?run_id=1&path=a', '/model-versions/get-artifact?name=m&version=1&path=a', artifact])(
  'P16: %s never runs in our origin, whatever its contents',
  async (path) => {
    for (const type of ['text/html', 'image/svg+xml', 'text/xml', 'text/javascript', 'application/pdf', undefined]) {
      fake.answer = (_request, response) =>
        response.writeHead(200, type === undefined ? {} : { 'content-type': type }).end('<script>alert(1)</script>')
      const response = await fetch(url + path)
      expect(response.headers.get('content-disposition')).toMatch(/^attachment/)
      expect(response.headers.get('content-security-policy')).toMatch(/^sandbox(;|$)/)
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      expect(response.headers.get('content-type')).toBe(type ?? 'application/octet-stream')
    }
  },
)

test('answers a range past the end with the real length, in JSON', async () => {
  fake.answer = (_request, response) =>
    response.writeHead(416, { 'content-type': 'text/html', 'content-range': 'bytes */11' }).end('<html>')
  const response = await fetch(url + artifact, { headers: { range: 'bytes=90-' } })
  expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */11'])
  expect(await response.json()).toMatchObject({ error_code: 'INVALID_PARAMETER_VALUE' })
})

test('the upstream gets no complete file if the browser leaves during an upload', async () => {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.write(`PUT ${artifact} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Length: 1000\r\n\r\nhalf`)
  await vi.waitFor(() => expect(fake.begun).toBe(1))
  socket.destroy()
  await vi.waitFor(() => expect(fake.seen).toMatchObject([{ method: 'PUT', body: 'half (cut off)' }]))
})

test('a download ends at the upstream if the browser leaves', async () => {
  let closed = false
  fake.answer = (_request, response) => {
    response.writeHead(200).write('x')
    response.on('close', () => (closed = true))
  }
  const leave = new AbortController()
  const response = await fetch(url + artifact, { signal: leave.signal })
  await response.body?.getReader().read()
  expect(closed).toBe(false)
  leave.abort()
  await vi.waitFor(() => expect(closed).toBe(true))
})
