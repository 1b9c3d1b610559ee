import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApp } from '../app.ts'
import { openTestApp } from '../testing/app.ts'
import { type FakeUpstream, openFakeUpstream } from '../testing/upstream.ts'
import { rememberAbsence } from './absence.ts'
import { upstream } from './forward.ts'

let fake: FakeUpstream
beforeEach(async () => {
  fake = await openFakeUpstream()
})
afterEach(() => {
  fake.close()
  vi.useRealTimers()
})

const SECRET = 'Basic c2VjcmV0'

/** Modelshelf in front of the fake, below this path of it. */
function inFront({ path = '', registry }: { path?: string; registry?: string } = {}) {
  const backend = upstream(
    { tracking: { base: fake.base + path, authorization: SECRET }, registry: { base: registry ?? fake.base + path } },
    { auth: 'operator', basePath: '/shelf', limits: { readMs: 300 } },
  )
  const app = createApp({ backend, config: { basePath: '/shelf' } })
  const health = async (query = '?upstream') => {
    const response = await app.request(`/shelf/health${query}`)
    return { status: response.status, text: await response.text() }
  }
  return { ...backend, health }
}

const answerWith = (status: number, body: string) => {
  fake.answer = (_request, response: ServerResponse) => response.writeHead(status).end(body)
}
const refusal = (error_code: string) => JSON.stringify({ error_code, message: 'x' })

test.each([
  ['an unknown name refused', 404, refusal('RESOURCE_DOES_NOT_EXIST')],
  ['an experiment of this name', 200, '{"experiment": {"experiment_id": "1"}}'],
  ['a refusal by a vendor', 400, refusal('INVALID_PARAMETER_VALUE')],
  ['MLflow’s sign-in', 401, 'You are not authenticated.'],
  ['no permission', 403, 'Permission denied'],
])('an MLflow server answers: %s', async (_what, status, body) => {
  answerWith(status, body)
  const { health, info } = inFront()
  expect(await health()).toEqual({ status: 200, text: 'OK' })
  expect(await info()).not.toHaveProperty('absence')
})

test.each([
  ['nothing at this path', 404, '<!doctype html><title>404 Not Found</title>', 'a web page (404)'],
  ['another web app', 200, '<!doctype html><div id="root">', 'a web page (200)'],
  ['another API', 200, '{"hello": "world"}', 'something else (200)'],
  ['an API without the path', 404, '{"detail": "Not Found"}', 'something else (404)'],
  ['another Modelshelf above its base path', 404, refusal('ENDPOINT_NOT_FOUND'), 'something else (404)'],
  ['plain text', 200, 'OK', 'something else (200)'],
  ['a redirect', 308, '', 'redirects (308)'],
])('P18 no MLflow server answers, which /health?upstream and the pages say: %s', async (_what, status, body, words) => {
  answerWith(status, body)
  const { health, info } = inFront({ path: '/ml' })
  expect(await health()).toEqual({ status: 503, text: expect.stringContaining(words) })
  expect(await health('')).toEqual({ status: 200, text: 'OK' })
  const { absence, capabilities } = await info()
  expect(absence).toMatchObject({
    variable: 'MLFLOW_TRACKING_URI',
    address: `${fake.base}/ml`,
    why: expect.stringContaining(words),
  })
  // Its own errors explain the rest, so nothing is hidden.
  expect(capabilities).toMatchObject({ loggedModels: true, stages: true, aliases: true, proxiedArtifacts: true })
})

test.each([
  ['502 of a proxy', () => answerWith(502, '<html>Bad Gateway</html>')],
  ['a failure', () => answerWith(500, refusal('INTERNAL_ERROR'))],
  ['a connection that breaks off', () => void (fake.answer = (_request, response) => response.destroy())],
  ['nothing that listens', () => fake.close()],
])('an MLflow server is away, which the pages find out themselves: %s', async (_what, breakIt) => {
  breakIt()
  const { health, info } = inFront()
  const { status, text } = await health()
  expect(status).toBe(503)
  expect(text).not.toContain(new URL(fake.base).host)
  expect(text).not.toContain(SECRET.slice(6))
  expect(await info()).not.toHaveProperty('absence')
})

test('waits for a silent server for a limited time, and asks it once for many callers', async () => {
  fake.answer = () => {}
  const absence = rememberAbsence({ tracking: { base: fake.base }, registry: { base: fake.base } }, 200)
  const answers = await Promise.all(Array.from({ length: 20 }, absence))
  expect(new Set(answers.map((answer) => answer?.why))).toEqual(
    new Set(['The MLflow server did not answer within 0 seconds.']),
  )
  expect(fake.begun).toBe(1)
})

test('/health?upstream looks at the registry too if it is another server', async () => {
  answerWith(404, refusal('RESOURCE_DOES_NOT_EXIST'))
  const other = await openFakeUpstream()
  other.answer = (_request, response) => response.writeHead(404).end('<html>')
  const { health, absence } = inFront({ registry: other.base })
  expect(await health()).toMatchObject({ status: 503 })
  expect(await absence?.()).toMatchObject({ variable: 'MLFLOW_REGISTRY_URI', address: other.base })
  other.close()
})

test('asks again what the server can do, until it has answered every question', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { info } = inFront()
  answerWith(502, '<html>starting</html>')
  expect((await info()).mlflowVersion).toBe('')
  answerWith(404, '<html>')
  expect((await info()).mlflowVersion).toBe('') // not yet
  vi.advanceTimersByTime(5_000)
  expect(await info()).toHaveProperty('absence')
  vi.advanceTimersByTime(5_000)
  fake.answer = ({ url = '' }, response) => {
    if (url === '/version') response.end('2.22.1')
    else if (/registered-models|experiments/.test(url)) response.writeHead(404).end(refusal('RESOURCE_DOES_NOT_EXIST'))
    else response.writeHead(url.includes('mlflow-artifacts') ? 503 : 404).end('<html>')
  }
  expect(await info()).toMatchObject({
    mlflowVersion: '2.22.1',
    capabilities: { loggedModels: false, stages: true, aliases: true, proxiedArtifacts: false },
  })
})

test('/health?upstream is 200 where nothing stands behind', async () => {
  expect(await (await openTestApp().app.request('/health?upstream')).text()).toBe('OK')
})
