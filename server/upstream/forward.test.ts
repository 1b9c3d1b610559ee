import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Hono } from 'hono'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { asApiError, refuse } from '../errors.ts'
import { upstreamBackend } from './forward.ts'

// docs/robustness.md P01–P17, with a fake upstream: a real MLflow can't be made to misbehave like this.
let upstream: Server
let seen: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[] = []
let answer: (request: IncomingMessage, response: ServerResponse) => void

beforeEach(async () => {
  seen = []
  upstream = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body })
    answer(request, response)
  })
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve))
})
afterEach(() => {
  upstream.closeAllConnections()
  upstream.close()
})

const base = () => `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`
const SECRET = 'Basic c2VjcmV0'

function appFor({
  auth = 'operator' as 'operator' | 'pass-through',
  target = base(),
  readMs = 5000,
  restartMs = 0,
} = {}) {
  const one = { base: target, authorization: SECRET }
  const app = new Hono()
  app.route(
    '/',
    upstreamBackend({ tracking: one, registry: one }, { auth, basePath: '', limits: { readMs, restartMs } }),
  )
  app.onError((error) => refuse(asApiError(error)))
  app.notFound(() => new Response('nothing', { status: 404 }))
  return app
}

const get = 'http://localhost/api/2.0/mlflow/runs/get?run_id=1'
const write = { method: 'POST', body: '{"a": 9007199254740993}', headers: { 'content-type': 'application/json' } }
const create = 'http://localhost/ajax-api/2.0/mlflow/runs/create'

async function refusal(response: Response) {
  const json = (await response.json()) as { error_code: string; message: string }
  expect(response.headers.get('content-type')).toMatch(/^application\/json/)
  expect(JSON.stringify([...response.headers, json])).not.toContain(SECRET.slice(6))
  return { status: response.status, code: json.error_code, message: json.message }
}

test('forwards JSON as unchanged text in both directions', async () => {
  answer = (_request, response) => response.end('{"step": 9007199254740993}')
  const response = await appFor().request(create, write)
  expect(seen[0]?.body).toBe(write.body)
  expect(await response.text()).toBe('{"step": 9007199254740993}')
})

test('quotes the bare NaN of metrics/get-history-bulk, but not within strings', async () => {
  answer = (_request, response) => response.end('{"value": NaN, "low": -Infinity, "key": "NaN \\" Infinity"}')
  expect(await (await appFor().request(get)).json()).toEqual({
    value: 'NaN',
    low: '-Infinity',
    key: 'NaN " Infinity',
  })
})

test('P01 P14: sends the operator’s credentials to the upstream, and none of the browser’s headers', async () => {
  answer = (_request, response) =>
    response.writeHead(200, { 'set-cookie': 'a=b', 'access-control-allow-origin': '*', location: 'http://x' }).end('{}')
  const headers = { cookie: 'session=1', authorization: 'Basic bWluZQ==', origin: 'http://localhost', 'x-custom': '1' }
  const response = await appFor().request(get, { headers })
  expect(seen[0]?.headers['authorization']).toBe(SECRET)
  for (const name of ['cookie', 'origin', 'x-custom', 'referer']) expect(seen[0]?.headers[name]).toBeUndefined()
  for (const name of ['set-cookie', 'access-control-allow-origin', 'location'])
    expect(response.headers.get(name)).toBeNull()
})

test.each([
  ['P02 P03 a redirect', 302, '', 502, 'BAD_GATEWAY', /requires signing in/],
  ['P06 an HTML error', 500, '<html>Traceback secret</html>', 502, 'BAD_GATEWAY', /failed on/],
  ['P07 401', 401, 'You are not authenticated.', 401, 'UNAUTHENTICATED', /credentials/],
  [
    'P08 403',
    403,
    'Permission denied',
    403,
    'PERMISSION_DENIED',
    /^You can’t see this run: this needs READ permission on the experiment of this run/,
  ],
  ['P09 HTML with 200', 200, '<html>', 502, 'BAD_GATEWAY', /not JSON/],
  ['P10 broken JSON', 200, '{"a":', 502, 'BAD_GATEWAY', /not JSON/],
  ['an HTML 404', 404, '<html>', 404, 'ENDPOINT_NOT_FOUND', /does not know/],
] as const)('%s becomes a JSON error with its cause', async (_what, status, body, ours, code, words) => {
  answer = (_request, response) =>
    response.writeHead(status, { location: 'http://evil.example//x', 'www-authenticate': 'Basic' }).end(body)
  const response = await appFor().request(get)
  expect(response.headers.get('www-authenticate')).toBeNull()
  expect(await refusal(response)).toMatchObject({ status: ours, code, message: expect.stringMatching(words) })
})

test('P13: passes on a JSON error with its status and message', async () => {
  const error = { error_code: 'RESOURCE_DOES_NOT_EXIST', message: 'Run with id=1 not found', sqlstate: 'KAM00' }
  answer = (_request, response) => response.writeHead(404).end(JSON.stringify(error))
  expect(await refusal(await appFor().request(get))).toEqual({
    status: 404,
    code: error.error_code,
    message: error.message,
  })
})

test('P05: a silent upstream is a 504', async () => {
  answer = () => {}
  const app = appFor({ readMs: 300 })
  expect(await refusal(await app.request(get))).toMatchObject({ status: 504, code: 'DEADLINE_EXCEEDED' })
})

test('P11: repeats a read that was cut off, never a write', async () => {
  answer = (_request, response) =>
    response.writeHead(200, { 'content-length': 100 }).write('{"a"', () => response.destroy())
  expect(await refusal(await appFor().request(get))).toMatchObject({ status: 502 })
  expect(seen.length).toBe(3)
  seen = []
  expect(await refusal(await appFor().request(create, write))).toMatchObject({ status: 502 })
  expect(seen.length).toBe(1)
})

test('P17: an upstream that is down is a 429', async () => {
  const target = base()
  upstream.close()
  expect(await refusal(await appFor({ target }).request(get))).toMatchObject({
    status: 429,
    code: 'TEMPORARILY_UNAVAILABLE',
  })
})

test('P15: refuses a body that is not JSON before forwarding', async () => {
  const response = await appFor().request(create, { ...write, headers: { 'content-type': 'text/plain' } })
  expect(await refusal(response)).toMatchObject({ status: 400, code: 'INVALID_PARAMETER_VALUE' })
  expect(seen).toEqual([])
})

test('P16: sends an artifact with its range and headers that keep it from running', async () => {
  answer = (_request, response) =>
    response.writeHead(206, { 'content-type': 'text/html', 'content-range': 'bytes 0-3/9', etag: '"x"' }).end('<scr')
  const response = await appFor().request('http://localhost/get-artifact?run_id=1&path=a.html', {
    headers: { range: 'bytes=0-3' },
  })
  expect(seen[0]?.headers['range']).toBe('bytes=0-3')
  expect([response.status, await response.text()]).toEqual([206, '<scr'])
  expect(response.headers.get('content-disposition')).toBe('attachment')
  expect(response.headers.get('content-security-policy')).toContain('sandbox')
  expect([response.headers.get('etag'), response.headers.get('content-range')]).toEqual(['"x"', 'bytes 0-3/9'])
})

test('streams an upload with its length', async () => {
  answer = (_request, response) => response.end()
  const response = await appFor().request('http://localhost/api/2.0/mlflow-artifacts/artifacts/0/r/artifacts/a.txt', {
    method: 'PUT',
    body: 'hello',
    headers: { 'content-length': '5', 'content-type': 'text/plain' },
  })
  expect(response.status).toBe(200)
  expect(seen[0]).toMatchObject({ method: 'PUT', body: 'hello' })
})

const notForwarded = [
  ...['users/create', 'users/current/permissions', 'experiments/permissions/create', 'webhooks', 'genai/evaluate'].map(
    (call) => `/api/2.0/mlflow/${call}`,
  ),
  ...[
    'workspaces',
    'scorers/register',
    'prompt-optimization/jobs',
    'gateway/secrets/create',
    'review-queues/create',
    'label-schemas/create',
    'issues/search',
    'jobs/j-1',
    'roles/create',
    'users/permissions/grant',
    'ui-telemetry',
  ].map((call) => `/ajax-api/3.0/mlflow/${call}`),
  '/api/4.0/mlflow/traces/search',
  '/gateway/chat/mlflow/invocations',
  '/graphql',
  '/v1/traces',
]
test.each(notForwarded)('says that it does not pass on a POST to %s', async (path) => {
  expect(await refusal(await appFor().request(`http://localhost${path}`, write))).toMatchObject({
    status: 404,
    code: 'ENDPOINT_NOT_FOUND',
    message: expect.stringContaining(`does not pass ${path} on`),
  })
  expect(seen).toEqual([])
})

test('leaves to the pages what is not a call of MLflow', async () => {
  expect(await (await appFor().request('http://localhost/metrics')).text()).toBe('nothing')
})

const status = async (app: Hono, path: string) => (await app.request(`http://localhost/api/${path}`)).status

test('forwards datasets and the list of workspaces; webhooks and permissions only with one’s own credentials', async () => {
  answer = (_request, response) => response.end('{}')
  const [operator, own] = [appFor(), appFor({ auth: 'pass-through' })]
  expect(await status(operator, '3.0/mlflow/datasets/d-1')).toBe(200)
  expect(await status(operator, '3.0/mlflow/workspaces')).toBe(200)
  for (const path of ['2.0/mlflow/webhooks', '3.0/mlflow/users/current/permissions']) {
    expect(await status(operator, path)).toBe(404)
    expect(await status(own, path)).toBe(200)
  }
  expect((await own.request(`http://localhost/api/2.0/mlflow/users/create`, write)).status).toBe(404)
})

test('forwards a request’s workspace to the tracking server and the registry', async () => {
  answer = (_request, response) => response.end('{}')
  const headers = { 'X-MLFLOW-WORKSPACE': 'team-b' }
  for (const path of ['runs/get', 'registered-models/search'])
    await appFor().request(`http://localhost/api/2.0/mlflow/${path}`, { headers })
  await appFor().request('http://localhost/get-artifact?run_id=1&path=a', { headers })
  expect(seen.map((request) => request.headers['x-mlflow-workspace'])).toEqual(['team-b', 'team-b', 'team-b'])
})

test('sends registry calls to the registry', async () => {
  answer = (_request, response) => response.end('{}')
  const app = new Hono()
  const tracking = { base: `${base()}/tracking` }
  app.route(
    '/',
    upstreamBackend(
      { tracking, registry: { base: `${base()}/registry` } },
      { auth: 'operator', basePath: '', limits: { readMs: 300 } },
    ),
  )
  for (const path of [
    'api/2.0/mlflow/runs/get',
    'ajax-api/2.0/mlflow/registered-models/search',
    'model-versions/get-artifact',
  ])
    await app.request(`http://localhost/${path}`)
  expect(seen.map(({ url }) => url.split('/')[1])).toEqual(['tracking', 'registry', 'registry'])
})
