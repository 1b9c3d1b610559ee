import type { IncomingMessage, ServerResponse } from 'node:http'
import { Hono } from 'hono'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { asApiError, refuse } from '../errors.ts'
import { type FakeUpstream, openFakeUpstream } from '../testing/upstream.ts'
import { upstream, upstreamBackend } from './forward.ts'

// MLflow 3.18 with `--artifacts-presigned-only`, and the store behind it.
const OWN = 'Basic bWluZQ=='
let mlflow: FakeUpstream
let store: FakeUpstream
let artifactUri: string

beforeEach(async () => {
  ;[mlflow, store] = [await openFakeUpstream(), await openFakeUpstream()]
  artifactUri = 's3://bucket/r'
  mlflow.answer = ({ url = '' }, response) => {
    const signed = `${store.base}/signed?file=${encodeURIComponent(url)}`
    if (url.includes('server-info')) return response.end('{"artifacts_presigned_only": true}')
    if (url.includes('runs/get')) return response.end(JSON.stringify({ run: { info: { artifact_uri: artifactUri } } }))
    if (/presigned=true|\/presigned\//.test(url))
      return response.end(JSON.stringify({ url: signed, headers: { 'x-signed': '1' } }))
    if (url.includes('presigned-download-url'))
      return artifactUri.startsWith('s3:')
        ? response.end(JSON.stringify({ presigned_url: signed, headers: [{ name: 'x-signed', value: '1' }] }))
        : response.writeHead(400).end('{"error_code": "INVALID_PARAMETER_VALUE", "message": "proxied"}')
    const refusal = { error_code: 'PERMISSION_DENIED', message: 'Upgrade your client.', artifacts_presigned_only: true }
    return response.writeHead(403).end(JSON.stringify(refusal))
  }
  store.answer = (_request: IncomingMessage, response: ServerResponse) =>
    response
      .writeHead(206, { 'content-type': 'text/html', 'content-range': 'bytes 0-3/9', 'set-cookie': 'a=b' })
      .end('<scr')
})
afterEach(() => {
  mlflow.close()
  store.close()
})

function app() {
  const one = { base: `${mlflow.base}/ml`, authorization: 'Basic b3BlcmF0b3I=' }
  const routes = new Hono()
  routes.route(
    '/',
    upstreamBackend({ tracking: one, registry: one }, { auth: 'pass-through', basePath: '', limits: { readMs: 2000 } }),
  )
  routes.onError((error) => refuse(asApiError(error)))
  return routes
}
const read = (path: string) =>
  app().request(`http://localhost${path}`, { headers: { range: 'bytes=0-3', authorization: OWN } })

test.each([
  ['a run’s', '/get-artifact?run_id=r&path=a%20b/x.html', 's3://bucket/r'],
  ['a proxied run’s', '/get-artifact?run_id=r&path=a%20b/x.html', 'mlflow-artifacts:/1/r/artifacts'],
  ['a version’s', '/model-versions/get-artifact?name=m&version=1&path=a%20b/x.html', ''],
  ['a logged model’s', '/ajax-api/2.0/mlflow/logged-models/m-1/artifacts/files?artifact_file_path=a%20b/x.html', ''],
  ['a proxied', '/api/2.0/mlflow-artifacts/artifacts/1/r/artifacts/a%20b/x.html', ''],
])('reads %s file from the store', async (_whose, path, uri) => {
  artifactUri = uri
  const response = await read(path)
  expect([response.status, await response.text()]).toEqual([206, '<scr'])
  expect(response.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''x.html")
  expect(response.headers.get('content-security-policy')).toContain('sandbox')
  expect(response.headers.get('content-range')).toBe('bytes 0-3/9')
  expect(response.headers.get('set-cookie')).toBeNull()
  expect(store.seen).toHaveLength(1)
  expect(store.seen[0]?.headers).toMatchObject({ range: 'bytes=0-3', 'x-signed': '1' })
  // MLflow decides for the caller; the store never sees whose credentials they are.
  expect(store.seen[0]?.headers.authorization).toBeUndefined()
  expect(new Set(mlflow.seen.map(({ headers }) => headers.authorization))).toEqual(new Set([OWN]))
  if (uri.startsWith('mlflow'))
    expect(mlflow.seen.at(-1)?.url).toBe('/ml/api/2.0/mlflow-artifacts/presigned/1/r/artifacts/a%20b/x.html')
})

test('answers HEAD as well, though a refusal of it has no text', async () => {
  const response = await app().request('http://localhost/get-artifact?run_id=r&path=a', {
    method: 'HEAD',
    headers: { authorization: OWN },
  })
  expect([response.status, response.headers.get('content-type')]).toEqual([206, 'text/html'])
})

test.each([
  ['PUT', '/api/2.0/mlflow-artifacts/artifacts/1/r/artifacts/a'],
  ['POST', '/ajax-api/2.0/mlflow/upload-artifact?run_uuid=r&path=a'],
])('says of an upload by %s what is possible, in place of advice for another UI', async (method, path) => {
  const response = await app().request(`http://localhost${path}`, {
    method,
    body: 'x',
    headers: { authorization: OWN, 'content-type': 'application/octet-stream' },
  })
  expect(response.status).toBe(403)
  expect(await response.json()).toMatchObject({
    message: expect.stringContaining('Log them with a client of MLflow 3.18 or newer.'),
  })
})

test('tells a missing file from a store that refuses', async () => {
  store.answer = (_request, response) => response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>')
  expect(await (await read('/get-artifact?run_id=r&path=MLmodel')).json()).toMatchObject({
    error_code: 'RESOURCE_DOES_NOT_EXIST',
  })
  store.answer = (_request, response) => response.writeHead(403).end('<Error>secret</Error>')
  const refused = await read('/get-artifact?run_id=r&path=MLmodel')
  expect([refused.status, await refused.text()]).toEqual([502, expect.not.stringContaining('secret')])
})

test('passes on why MLflow makes no URL, such as a missing file', async () => {
  const missing = { error_code: 'RESOURCE_DOES_NOT_EXIST', message: 'Not Found' }
  const before = mlflow.answer
  mlflow.answer = (request, response) =>
    request.url?.includes('presigned')
      ? response.writeHead(404).end(JSON.stringify(missing))
      : before(request, response)
  for (const path of ['/get-artifact?run_id=r&path=MLmodel', '/model-versions/get-artifact?name=m&version=1&path=x']) {
    const response = await read(path)
    expect([response.status, await response.json()]).toEqual([404, missing])
  }
  expect(store.seen).toEqual([])
})

test('leaves every other refusal as it is, and tells the app that uploads are not taken', async () => {
  mlflow.answer = ({ url = '' }, response) =>
    url.includes('server-info')
      ? response.end('{"artifacts_presigned_only": true}')
      : response
          .writeHead(url.includes('artifact') ? 403 : 404)
          .end('{"error_code": "PERMISSION_DENIED", "message": "No."}')
  expect(await (await read('/get-artifact?run_id=r&path=a')).json()).toMatchObject({ message: 'No.' })
  expect(store.seen).toEqual([])
  const one = { base: mlflow.base }
  const { info } = upstream(
    { tracking: one, registry: one },
    { auth: 'operator', basePath: '', limits: { readMs: 500 } },
  )
  expect((await info()).capabilities).toMatchObject({ proxiedArtifacts: true, uploads: false })
})
