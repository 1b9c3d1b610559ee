import { readdirSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import type { Hono } from 'hono'
import { expect, test } from 'vitest'
import { bracketed } from './hosts.ts'
import { openTestApp } from './testing/app.ts'

const create = '/api/2.0/mlflow/registered-models/create'

/** Sends a write as a client at `remoteAddress` would. */
function write(app: Hono, headers: Record<string, string>, remoteAddress?: string, url = create) {
  const body = JSON.stringify({ name: 'written' })
  const init = { method: 'POST', body, headers: { 'Content-Type': 'application/json', ...headers } }
  return app.request(url, init, { incoming: { socket: { remoteAddress } } })
}

async function expectRefused(response: Response) {
  expect(response.status).toBe(403)
  expect(await response.json()).toMatchObject({ error_code: 'PERMISSION_DENIED' })
}

const addresses = () => Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map(({ address }) => address))

const stored = ({ db }: ReturnType<typeof openTestApp>) => db.all('SELECT name FROM registered_models')

test.each([
  'https://evil.example',
  'null',
  '',
  'http://localhost.evil.example',
  'http://evil-localhost',
  'http://localhost@evil.example',
  'http://localhost, https://evil.example',
  'localhost',
  'http://localhost:9999',
  'https://localhost',
  'http://127.0.0.1',
])('O01 O02 refuses a write with Origin %j and stores nothing', async (origin) => {
  const opened = openTestApp()
  await expectRefused(await write(opened.app, { Origin: origin }))
  expect(stored(opened)).toEqual([])
})

test.each(['cross-site', 'same-site', 'odd'])('O03 refuses a write without Origin from a %s page', async (site) => {
  await expectRefused(await write(openTestApp().app, { 'Sec-Fetch-Site': site }))
})

test('O06 applies the same rule to uploads', async () => {
  const { app } = openTestApp()
  for (const method of ['PUT', 'DELETE', 'PATCH'])
    await expectRefused(
      await app.request('/api/2.0/mlflow-artifacts/artifacts/0/a', {
        method,
        headers: { Origin: 'https://evil.example' },
      }),
    )
})

test.each([{}, { Origin: 'http://localhost' }, { 'Sec-Fetch-Site': 'same-origin' }])(
  'O09 accepts a write with headers %j',
  async (headers) => {
    expect((await write(openTestApp().app, headers)).status).toBe(200)
  },
)

test('O02 the Origin must match the Host of the request, including the port', async () => {
  const { app } = openTestApp()
  const own = 'http://localhost:8080'
  expect((await write(app, { Origin: own }, undefined, own + create)).status).toBe(200)
  await expectRefused(await write(app, { Origin: 'http://127.0.0.1:8080' }, undefined, own + create))
})

test('accepts writes from an allowed origin', async () => {
  const { app } = openTestApp({ allowedOrigins: ['https://shelf.example'] })
  expect((await write(app, { Origin: 'https://shelf.example' })).status).toBe(200)
})

test('O08 lets no other origin read an answer', async () => {
  const { app } = openTestApp({ allowedOrigins: ['https://shelf.example'] })
  for (const method of ['GET', 'OPTIONS', 'POST'])
    for (const Origin of ['https://shelf.example', 'http://localhost:3000', 'https://evil.example']) {
      const headers = { Origin, 'Access-Control-Request-Method': 'POST' }
      const response = await app.request('/api/2.0/mlflow/registered-models/search', { method, headers })
      expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
    }
})

test.each([
  'evil.example',
  '10.evil.example',
  '192.168.0.1.evil.example',
  'localhost.evil.example',
  '127.0.0.1.nip.io',
  '127.0.0.2',
  'localhost, evil.example',
  'localhost:99999999',
  'localhost:80:80',
  'user@localhost',
  '[::1',
  '',
])('O10 O11 O12 refuses the Host %j', async (host) => {
  await expectRefused(await openTestApp().app.request('/health', { headers: { Host: host } }))
})

test.each(['localhost', 'LOCALHOST:5050', '127.0.0.1:1', '[::1]:5050'])('accepts the Host %j', async (host) => {
  expect((await openTestApp().app.request('/health', { headers: { Host: host } })).status).toBe(200)
})

test('O12 refuses an absolute target at another host, whatever the Host header', async () => {
  await expectRefused(await openTestApp().app.request('http://evil.example/health', { headers: { Host: 'localhost' } }))
})

test('allows a name listed with a port only with that port', async () => {
  const { app } = openTestApp({ allowedHosts: ['shelf.example:8443'] })
  expect((await app.request('/health', { headers: { Host: 'shelf.example:8443' } })).status).toBe(200)
  await expectRefused(await app.request('/health', { headers: { Host: 'shelf.example' } }))
})

test('O13 forwarded names count only behind a proxy of ours', async () => {
  const forwarded = {
    'X-Forwarded-Host': 'shelf.example',
    'X-Forwarded-Proto': 'https',
    Origin: 'https://shelf.example',
  }
  const config = { allowedHosts: ['shelf.example'] }
  const trusting = { ...config, trustProxy: ['127.0.0.1', '10.0.0.0/8', 'fd00::/8'] }
  await expectRefused(await write(openTestApp(config).app, forwarded, '127.0.0.1'))
  for (const proxy of ['127.0.0.1', '::ffff:127.0.0.1', '10.9.8.7', 'fd12::1'])
    expect((await write(openTestApp(trusting).app, forwarded, proxy)).status).toBe(200)
  for (const stranger of ['127.0.0.2', '11.0.0.1', '192.168.0.1', '::1', 'fe80::1', undefined])
    await expectRefused(await write(openTestApp(trusting).app, forwarded, stranger))
  await expectRefused(await write(openTestApp({ trustProxy: ['127.0.0.1'] }).app, forwarded, '127.0.0.1'))
  await expectRefused(await write(openTestApp(trusting).app, { ...forwarded, Host: 'evil.example' }, '127.0.0.1'))
})

test('behind two proxies and on the default https port, the origin is that of the browser', async () => {
  const { app } = openTestApp({ allowedHosts: ['shelf.example'], trustProxy: ['127.0.0.1'] })
  const from = (Origin: string, host: string, proto: string) =>
    write(app, { Origin, 'X-Forwarded-Host': host, 'X-Forwarded-Proto': proto }, '127.0.0.1')
  const own = 'https://shelf.example'
  expect((await from(own, 'shelf.example, 10.0.0.1', 'https, http')).status).toBe(200)
  expect((await from(own, 'shelf.example:443', 'HTTPS')).status).not.toBe(403)
  for (const origin of [own, 'null', '']) {
    await expectRefused(await from(origin, '10.0.0.1, shelf.example', 'https'))
    await expectRefused(await from(origin, 'shelf.example', 'http, https'))
    await expectRefused(await from(origin, 'shelf.example', 'file'))
    await expectRefused(await from(origin, 'shelf.example:99999', 'https'))
  }
})

test('bound to all addresses, it answers to the printed address and to each of the machine', async () => {
  const { app } = openTestApp({ host: '0.0.0.0' })
  for (const host of ['0.0.0.0:5050', '127.0.0.1:5050', ...addresses().map(bracketed)])
    expect((await app.request('/health', { headers: { Host: host } })).status).toBe(200)
  await expectRefused(await app.request('/health', { headers: { Host: '192.0.2.99' } }))
})

test('O16 sends the security headers with every answer, errors too', async () => {
  const { app } = openTestApp({ basePath: '/shelf' })
  const paths = ['/shelf/health', '/nowhere', '/shelf/api/2.0/mlflow/registered-models/get', '/shelf/api/x']
  for (const path of paths)
    for (const method of ['GET', 'POST', 'PUT', 'OPTIONS', 'HEAD']) {
      const { headers } = await app.request(path, { method })
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
      expect(headers.get('X-Frame-Options')).toBe('DENY')
      expect(headers.get('Referrer-Policy')).toBe('same-origin')
      expect(headers.has('X-Powered-By')).toBe(false)
      const policy = headers.get('Content-Security-Policy')
      if (path !== '/shelf/health') expect(policy).toBe("default-src 'none'; frame-ancestors 'none'")
    }
})

test('O17 GET of a write route and method overrides change nothing', async () => {
  const opened = openTestApp()
  const response = await opened.app.request(`${create}?name=x`, { headers: { 'X-HTTP-Method-Override': 'POST' } })
  expect(response.status).toBe(405)
  expect(response.headers.get('Allow')).toBe('POST')
  expect(stored(opened)).toEqual([])
})

test.each(['/a/../b', '/a/./../b', '/a/%2e%2E/b', '/..', '/a\\..\\b'])('R04 refuses the path %j', async (path) => {
  const request = new Request('http://localhost/')
  // A `Request` resolves such paths itself; Node's request keeps them as sent.
  const response = await openTestApp().app.fetch(request, { incoming: { url: path } })
  expect(response.status).toBe(400)
})

test('F08 refuses a URL over 16 kB, accepts one of 10,000 characters', async () => {
  const { app } = openTestApp()
  expect((await app.request(`/health?filter=${'a'.repeat(20_000)}`)).status).toBe(414)
  expect((await app.request(`/health?filter=${'a'.repeat(10_000)}`)).status).toBe(200)
})

test('O07 refuses an upload from another site with a type that forms can send', async () => {
  const { app, data } = openTestApp()
  const upload = '/ajax-api/2.0/mlflow/upload-artifact?run_uuid=x&path=a.txt'
  for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded'])
    for (const mark of [{ 'Sec-Fetch-Site': 'cross-site' }, { Origin: 'https://evil.example' }, { Origin: 'null' }]) {
      const headers = { 'Content-Type': type, ...mark }
      await expectRefused(await app.request(upload, { method: 'POST', body: 'hello', headers }))
    }
  expect(readdirSync(join(data, 'artifacts'))).toEqual([])
})
