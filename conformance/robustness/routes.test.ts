import { expect, test } from 'vitest'
import { expectRefused, host, send, sendRaw } from './shelf.ts'

// docs/robustness.md R01–R08: unknown routes and methods, and odd URLs.

const create = '/api/2.0/mlflow/registered-models/create'
const path = '/api/2.0/mlflow/registered-models/search'
const raw = (request: string) => sendRaw(request, request.split('\r\n').slice(0, 3).join(' | '))

test.each([
  '/api/2.0/mlflow/nonsense',
  '/api/3.0/mlflow/traces/search',
  '/api/2.0/mlflow/gateway-proxy',
  '/graphql',
  '/api/4.0/x',
  '/ajax-api/2.0/mlflow/',
])('R01 answers the unknown %s with 404 in JSON', async (unknown) => {
  for (const method of ['GET', 'POST'])
    expectRefused(await send(method, unknown, method === 'POST' ? { body: {} } : {}), 'ENDPOINT_NOT_FOUND')
})
test('R02 R03 answers other methods with 405, or 404 on a page, and TRACE without an echo', async () => {
  for (const method of ['PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND', 'LINK'])
    for (const route of [create, '/models', '/health']) {
      const answer = await send(method, route, { headers: { 'X-Secret': 'echo me' } })
      if (route === '/models') expectRefused(answer, 'ENDPOINT_NOT_FOUND')
      else expectRefused(answer, 'METHOD_NOT_ALLOWED')
      expect(answer.text).not.toContain('echo me')
    }
  expect(await raw(`CONNECT evil.example:443 HTTP/1.1\r\nHost: ${host}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 405 /)
  expect(await raw(`NONSENSE / HTTP/1.1\r\nHost: ${host}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 405 /)
})
test.each([
  '/../package.json',
  '/assets/../../package.json',
  '/%2e%2e/package.json',
  '/assets/%2e%2e%2f%2e%2e%2fpackage.json',
  '/..%5cpackage.json',
  '//package.json',
  '/assets/..%252f..%252fpackage.json',
  '/assets/%00',
])('R04 %s serves nothing outside', async (climbing) => {
  expectRefused(await send('GET', climbing))
})
test.each(['/%zz', '/models/%', '/models/%e0%a4', `${path}?filter=%zz`, `${path}?%`, `${path}?=&&=`, '/?%ff'])(
  'R05 survives the broken escape %s',
  async (odd) => {
    await send('GET', odd)
    expect((await send('GET', '/health')).status).toBe(200)
  },
)
test.each([
  '//evil.example',
  '/%5cevil.example',
  '/\\evil.example',
  '/?next=//evil.example',
  '/models?next=https://evil.example',
  '/%0d%0aLocation:%20https://evil.example',
  '//evil.example/%2e%2e',
])('R06 does not redirect %s to another site', async (odd) => {
  const { headers } = await send('GET', odd)
  expect(String(headers['location'] ?? '')).not.toMatch(/evil|^\/\//)
})
test('R07 answers HEAD like GET without a body, and OPTIONS like an unknown method', async () => {
  for (const route of ['/', '/models', '/health', '/version', path, create]) {
    const asked = await send('GET', route)
    expect(await send('HEAD', route)).toMatchObject({ status: asked.status, text: '' })
    expectRefused(await send('OPTIONS', route))
  }
})
test('R08 answers 404 for missing objects', async () => {
  const run_id = '0'.repeat(32)
  const experiment_id = '987654321'
  const tag = { key: 'k', value: 'v' }
  for (const [method, route, body] of [
    ['GET', `runs/get?run_id=${run_id}`],
    ['GET', `artifacts/list?run_id=${run_id}`],
    ['GET', `experiments/get?experiment_id=${experiment_id}`],
    ['GET', 'experiments/get-by-name?experiment_name=none'],
    ['GET', 'registered-models/get?name=none'],
    ['GET', 'registered-models/get-latest-versions?name=none'],
    ['GET', 'model-versions/get?name=none&version=1'],
    ['GET', 'model-versions/get-download-uri?name=none&version=1'],
    ['GET', 'logged-models/m-none'],
    ['POST', 'runs/create', { experiment_id }],
    ['POST', 'runs/update', { run_id }],
    ['POST', 'runs/delete', { run_id }],
    ['POST', 'runs/restore', { run_id }],
    ['POST', 'runs/log-metric', { run_id, key: 'k', value: 1, timestamp: 1 }],
    ['POST', 'runs/log-batch', { run_id }],
    ['POST', 'runs/set-tag', { run_id, ...tag }],
    ['POST', 'experiments/delete', { experiment_id }],
    ['POST', 'experiments/update', { experiment_id, new_name: 'x' }],
    ['POST', 'experiments/set-experiment-tag', { experiment_id, ...tag }],
    ['POST', 'logged-models', { experiment_id }],
    ['DELETE', 'logged-models/m-none'],
    ['PATCH', 'registered-models/update', { name: 'none', description: 'd' }],
    ['POST', 'registered-models/rename', { name: 'none', new_name: 'x' }],
    ['POST', 'registered-models/set-tag', { name: 'none', ...tag }],
    ['POST', 'registered-models/alias', { name: 'none', alias: 'a', version: '1' }],
    ['DELETE', 'registered-models/delete', { name: 'none' }],
    ['POST', 'model-versions/create', { name: 'none', source: 's3://b/k' }],
    ['POST', 'model-versions/transition-stage', { name: 'none', version: '1', stage: 'Staging' }],
    ['POST', 'model-versions/set-tag', { name: 'none', version: '1', ...tag }],
    ['DELETE', 'model-versions/delete', { name: 'none', version: '1' }],
  ] as const)
    expectRefused(await send(method, `/api/2.0/mlflow/${route}`, body ? { body } : {}), 'RESOURCE_DOES_NOT_EXIST')
})
