import { afterEach, beforeEach, expect, test } from 'vitest'
import { createApp } from '../app.ts'
import { type FakeUpstream, openFakeUpstream } from '../testing/upstream.ts'
import { upstream } from './forward.ts'

const OWN = 'Basic bWluZQ=='
let fake: FakeUpstream
beforeEach(async () => {
  fake = await openFakeUpstream()
  // MLflow 2.22 behind basic-auth.
  fake.answer = ({ url = '', headers }, response) => {
    if (headers.authorization !== OWN) response.writeHead(401).end('You are not authenticated.')
    else if (url === '/version') response.end('2.22.1')
    else if (/registered-models|experiments/.test(url))
      response.writeHead(404).end('{"error_code": "RESOURCE_DOES_NOT_EXIST", "message": "x"}')
    else if (url.includes('mlflow-artifacts')) response.end('{"files": []}')
    else response.writeHead(404).end('<html>')
  }
})
afterEach(() => fake.close())

const unknown = { mlflowVersion: '', capabilities: { loggedModels: true } }
const known = { mlflowVersion: '2.22.1', capabilities: { loggedModels: false, stages: true } }

function inFront(auth: 'operator' | 'pass-through', operators?: string) {
  const one = { base: fake.base, ...(operators && { authorization: operators }) }
  const backend = upstream({ tracking: one, registry: one }, { auth, basePath: '/shelf', limits: { readMs: 500 } })
  const app = createApp({ backend, config: { basePath: '/shelf' } })
  const ask = async (authorization?: string) =>
    (await app.request('/shelf/modelshelf/server', { headers: authorization ? { authorization } : {} })).json()
  return { ...backend, ask }
}

test('asks with a person’s own credentials what the server can do, and knows it for everybody from then on', async () => {
  const { ask, info } = inFront('pass-through')
  expect(await info()).toMatchObject(unknown)
  expect(await ask('Basic d3Jvbmc=')).toMatchObject(unknown)
  expect(await ask(OWN)).toMatchObject(known)
  expect(await info()).toMatchObject(known)
  const { begun } = fake
  await ask('Basic c29tZWJvZHk=')
  expect(fake.begun).toBe(begun)
})

test('knows it for everybody too if the person may not read what does not exist', async () => {
  const answer = fake.answer
  fake.answer = (request, response) => {
    const isProbe = request.url?.includes('registered-models') && request.headers.authorization === OWN
    if (isProbe) response.writeHead(403).end('Permission denied')
    else answer(request, response)
  }
  const { ask, info } = inFront('pass-through')
  expect(await ask(OWN)).toMatchObject(known)
  expect(await info()).toMatchObject(known)
})

test('a page loaded through a proxy that signs people in knows at once', async () => {
  expect(await inFront('pass-through').info(OWN)).toMatchObject(known)
})

test('with the operator’s credentials, nobody’s own are sent', async () => {
  const { ask } = inFront('operator', 'Basic b3BlcmF0b3I=')
  expect(await ask(OWN)).toMatchObject(unknown)
  expect(new Set(fake.seen.map(({ headers }) => headers.authorization))).toEqual(new Set(['Basic b3BlcmF0b3I=']))
})

test.each([
  ['MLflow 3 with accounts', 'pass-through', 200, '{"is_admin": false, "permissions": []}', true],
  ['it to an administrator', 'pass-through', 200, '{"is_admin": true, "permissions": []}', true],
  ['it with the account of an operator', 'operator', 200, '{"is_admin": false, "permissions": []}', true],
  ['it with that of an administrator', 'operator', 200, '{"is_admin": true, "permissions": []}', false],
  ['MLflow 3 without', 'pass-through', 404, '<!doctype html>', false],
  ['MLflow 2 with accounts', 'pass-through', 403, 'Permission denied', false],
] as const)('whether pages ask what one may do: %s', async (_what, auth, status, text, rights) => {
  const answer = fake.answer
  fake.answer = (request, response) => {
    if (request.url?.endsWith('/users/current/permissions')) response.writeHead(status).end(text)
    else answer(request, response)
  }
  expect((await inFront(auth, OWN).info(OWN)).rights === true).toBe(rights)
})
