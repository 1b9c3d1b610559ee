import { beforeAll, expect, test } from 'vitest'
import { call, expectRefused, host, send, sendRaw, server } from './shelf.ts'

// docs/robustness.md O01–O19: who may ask, and the headers of every answer.

const create = '/api/2.0/mlflow/registered-models/create'
const exists = async (name: string) =>
  (await send('GET', `/api/2.0/mlflow/registered-models/get?name=${name}`)).status === 200
let run = ''
beforeAll(async () => {
  run = (await call('createRun', { experiment_id: '0' })).run.info.run_id
  await call('createModel', { name: 'o04 kept' })
})

const foreign = [
  'https://evil.example',
  'null',
  `http://${host}.evil.example`,
  `http://evil.example/${host}`,
  'http://',
  'nonsense',
  `http://${host}, http://evil.example`,
  `https://${host}`,
  'http://localhost:1',
  `http://127.0.0.1:1`,
  'http://10.evil.example',
]
test.each(foreign)('O01 O02 refuses a write from origin %s', async (Origin) => {
  const answer = await send('POST', create, { body: { name: 'o01' }, headers: { Origin } })
  expectRefused(answer)
  expect(answer.status).toBe(403)
  expect(await exists('o01')).toBe(false)
})
test.each(['cross-site', 'same-site'])('O03 refuses a write marked %s without an origin', async (site) => {
  expect((await send('POST', create, { body: { name: 'o03' }, headers: { 'Sec-Fetch-Site': site } })).status).toBe(403)
  expect(await exists('o03')).toBe(false)
})
test.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/jsonx',
  'text/json',
  'application/json+x',
  '',
])('O04 refuses a write of type %j', async (type) => {
  const headers = { 'Content-Type': type }
  for (const [method, route, body] of [
    ['POST', create, { name: 'o04' }],
    ['PATCH', '/api/2.0/mlflow/registered-models/update', { name: 'o04 kept', description: 'changed' }],
    ['DELETE', '/api/2.0/mlflow/registered-models/delete', { name: 'o04 kept' }],
    ['POST', '/ajax-api/2.0/mlflow/runs/set-tag', { run_id: run, key: 'o04', value: 'v' }],
  ] as const)
    expect((await send(method, route, { body: JSON.stringify(body), headers })).status).toBe(400)
  expect(await exists('o04')).toBe(false)
  expect((await call('getModel', { name: 'o04 kept' })).registered_model.description ?? '').toBe('')
  expect((await call('getRun', { run_id: run })).run.data?.tags?.map(({ key }) => key)).not.toContain('o04')
})
test.each(['application/json; charset=utf-8', 'Application/JSON', 'application/json;charset=UTF-8'])(
  'O05 accepts a write of type %s',
  async (type) => {
    expect(
      (
        await send('POST', create, {
          body: { name: `o05 ${type.length}${type[0]}`.replaceAll('/', '') },
          headers: { 'Content-Type': type },
        })
      ).status,
    ).toBe(200)
  },
)
test('O06 O07 lets no other site write or remove artifacts', async () => {
  const path = `/api/2.0/mlflow-artifacts/artifacts/0/${run}/artifacts/o06`
  await send('PUT', path, { body: 'kept', headers: { 'Content-Type': 'text/plain' } })
  for (const headers of [{ Origin: 'https://evil.example' }, { Origin: 'null' }, { 'Sec-Fetch-Site': 'cross-site' }]) {
    expectRefused(await send('PUT', path, { body: 'changed', headers: { 'Content-Type': 'text/plain', ...headers } }))
    expectRefused(await send('DELETE', path, { headers }))
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      expectRefused(
        await send('POST', `/ajax-api/2.0/mlflow/upload-artifact?run_uuid=${run}&path=o07`, {
          body: 'x',
          headers: { 'Content-Type': type, ...headers },
        }),
      )
  }
  expect((await send('GET', path)).text).toBe('kept')
  expectRefused(await send('GET', `/get-artifact?run_id=${run}&path=o07`))
})
test('O08 lets no other origin read', async () => {
  for (const Origin of foreign) {
    const asked = await send('GET', '/api/2.0/mlflow/registered-models/search', { headers: { Origin } })
    const preflight = await send('OPTIONS', create, {
      headers: { Origin, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type' },
    })
    for (const { headers } of [asked, preflight]) expect(headers['access-control-allow-origin']).toBeUndefined()
  }
})
test('O09 accepts writes from our own origin and without an origin', async () => {
  expect((await send('POST', create, { body: { name: 'o09' }, headers: { Origin: `http://${host}` } })).status).toBe(
    200,
  )
  expect((await send('POST', create, { body: { name: 'o09 b' } })).status).toBe(200)
})
test.each([
  ['evil.example', 'PERMISSION_DENIED'],
  ['10.evil.example', 'PERMISSION_DENIED'],
  ['127.0.0.1.evil.example', 'PERMISSION_DENIED'],
  ['localhost.evil.example:1', 'PERMISSION_DENIED'],
  ['192.168.evil.example', 'PERMISSION_DENIED'],
  ['[::1].evil.example', 'BAD_REQUEST'], // not a host
  ['2130706433.evil.example', 'PERMISSION_DENIED'],
])('O10 O11 O18 refuses the Host %s in JSON', async (Host, code) =>
  expectRefused(await send('GET', '/api/2.0/mlflow/registered-models/search', { headers: { Host } }), code),
)

const raw = (request: string) => sendRaw(request, request.split('\r\n').slice(0, 3).join(' | '))
const path = '/api/2.0/mlflow/registered-models/search'
test.each([
  [`GET ${path} HTTP/1.1\r\n\r\n`, 400],
  [`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nHost: evil.example\r\n\r\n`, 403],
  [`GET ${path} HTTP/1.1\r\nHost:\r\n\r\n`, 400],
  [`GET http://evil.example${path} HTTP/1.1\r\nHost: evil.example\r\n\r\n`, 403],
  [`GET http://evil.example${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`, 403],
])('O12 refuses %j with %i', async (request, status) =>
  expect(await raw(request)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `)),
)
test('O13 does not trust forwarded names', async () => {
  for (const header of ['X-Forwarded-Host', 'Forwarded', 'X-Host', 'X-Original-Host']) {
    const value = header === 'Forwarded' ? 'host=evil.example' : 'evil.example'
    const answer = await send('POST', create, {
      body: { name: 'o13' },
      headers: { [header]: value, Origin: 'http://evil.example' },
    })
    expect(answer.status).toBe(403)
    expect((await send('GET', '/models', { headers: { [header]: value } })).text).not.toContain('evil.example')
  }
})
test('O14 O15 O16 sends the security headers with every answer', async () => {
  for (const page of ['/models', '/', '/nowhere']) {
    const { headers } = await send('GET', page, { headers: { Accept: 'text/html' } })
    const csp = String(headers['content-security-policy'])
    expect(csp).toMatch(/frame-ancestors '(none|self)'/)
    expect(csp).toMatch(/script-src 'self'( 'sha256-[\w+/]+=*')*(;|$)/)
    expect(csp).toMatch(/object-src 'none'/)
    expect(csp).toMatch(/base-uri/)
    expect(headers['referrer-policy']).toBeDefined()
  }
  for (const any of [
    '/models',
    path,
    '/api/2.0/mlflow/nonsense',
    '/get-artifact',
    '/health',
    '/version',
    '/assets/none.js',
  ]) {
    const { headers } = await send('GET', any)
    expect(headers['x-content-type-options'], any).toBe('nosniff')
    expect(headers['x-powered-by']).toBeUndefined()
  }
})
test('O17 GET of a write route and method overrides have no effect', async () => {
  await send('GET', `${create}?name=o17`)
  for (const header of ['X-HTTP-Method-Override', 'X-Method-Override', 'X-HTTP-Method'])
    await send('GET', `${create}?name=o17&_method=POST`, { headers: { [header]: 'POST' } })
  expect(await exists('o17')).toBe(false)
})
test('O19 listens on loopback only', () => expect(new URL(server.url).hostname).toBe('127.0.0.1'))
