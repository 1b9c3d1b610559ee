import { Hono } from 'hono'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { asApiError, refuse } from '../errors.ts'
import { type FakeUpstream, openFakeUpstream } from '../testing/upstream.ts'
import { upstreamBackend } from './forward.ts'

let mlflow: FakeUpstream
beforeEach(async () => {
  mlflow = await openFakeUpstream()
})
afterEach(() => mlflow.close())

/** The app below a base path, with credentials of the operator, which pass-through must not send. */
function appBelow(basePath: string): Hono {
  const server = { base: mlflow.base, authorization: 'Basic c2VjcmV0' }
  const options = { auth: 'pass-through', basePath, limits: { readMs: 5000 } } as const
  const app = new Hono().route(basePath || '/', upstreamBackend({ tracking: server, registry: server }, options))
  app.onError((error) => refuse(asApiError(error)))
  return app
}

const asked = ['/api/2.0/mlflow/runs/get?run_id=1', '/api/2.0/mlflow-artifacts/artifacts/1/r/artifacts/shelf/a.txt']

test.each(['', '/shelf', '/api/2.0/mlflow'])(
  'below %j, sends each person’s own Authorization, or none, to the same path',
  async (basePath) => {
    const app = appBelow(basePath)
    for (const path of asked) {
      await app.request(`http://localhost${basePath}${path}`, { headers: { authorization: 'Basic bWluZQ==' } })
      await app.request(`http://localhost${basePath}${path}`)
    }
    expect(mlflow.seen.map(({ url, headers }) => [url, headers['authorization']])).toEqual(
      asked.flatMap((path) => [
        [path, 'Basic bWluZQ=='],
        [path, undefined],
      ]),
    )
  },
)

test('below a base path, says that MLflow asks for credentials', async () => {
  mlflow.answer = (_request, response) => response.writeHead(401, { 'www-authenticate': 'Basic' }).end('Who are you?')
  const response = await appBelow('/shelf').request(`http://localhost/shelf${asked[0]}`)
  expect([response.status, await response.json()]).toMatchObject([401, { error_code: 'UNAUTHENTICATED' }])
})
