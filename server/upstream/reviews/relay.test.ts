import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Hono } from 'hono'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Call, createClient } from '#contract/client.ts'
import { noRule } from '#contract/policy/rules.ts'
import { activitiesPath, type Activities } from '#contract/review-paths.ts'
import { openReceiver } from '../../../scripts/receiver.ts'
import { createApp } from '../../app.ts'
import { doorHeaders, visitorsOf } from '../../doors.ts'
import { openArtifacts } from '../../embedded/store/artifacts/artifacts.ts'
import { targetsOf } from '../../embedded/store/webhooks/targets.ts'
import { createHttpServer } from '../../listen.ts'
import { openTestApp, type TestApp } from '../../testing/app.ts'
import { openFakeUpstream } from '../../testing/upstream.ts'
import { upstream } from '../forward.ts'
import { openBooks } from './books.ts'
import { relayTo } from './relay.ts'
import { reviewsOf } from './reviews.ts'

// The embedded backend stands for the MLflow server; conformance/two-doors.ts has real ones.
const key = 'k'.repeat(32)
const limits = { readMs: 5000, restartMs: 0 }
let mlflow: TestApp
let registry: string
let keeper: { app: Hono; url: string; server: Server }
let servers: Server[] = []

async function listen(app: Hono) {
  const server = createHttpServer(app)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { app, server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` } // it listens on TCP
}

beforeEach(async () => {
  mlflow = openTestApp()
  registry = (await listen(mlflow.app)).url
  keeper = await listen(openKeeper('operator'))
})
afterEach(() => {
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
  servers = []
})

type Auth = 'operator' | 'pass-through'

const behind = () => ({ tracking: { base: registry }, registry: { base: registry } })
const proxyName = {
  proxyName: (c: { req: { header: (name: string) => string | undefined } }) => c.req.header('x-user'),
}

function openKeeper(auth: Auth): Hono {
  const visitorOf = visitorsOf({ key, auth, registry })
  const reviews = reviewsOf(
    behind(),
    { auth, limits },
    {
      books: openBooks(targetsOf(['127.0.0.1'])),
      context: {
        artifacts: openArtifacts(`${mlflow.data}/a`, `${mlflow.data}/t`),
        allowedLocations: [],
        allowedSchemes: [],
        allowedSources: [],
        allowedWebhooks: ['127.0.0.1'],
      },
      persons: { admins: ['ada'], visitorOf, ...proxyName },
    },
  )
  const options = { auth, limits, basePath: '/shelf' }
  return createApp({ backend: { ...upstream(behind(), options, reviews), visitorOf }, config: { basePath: '/shelf' } })
}

function openDoor({ auth = 'operator' as Auth, at = `${keeper.url}/shelf`, own = key, isProxied = true } = {}): Hono {
  const options = { auth, limits, basePath: '/door' }
  const persons = { admins: [], ...(isProxied && proxyName) }
  const reviews = relayTo({ base: at, key: own }, behind(), options, persons)
  return createApp({ backend: upstream(behind(), options, reviews), config: { basePath: '/door' } })
}

const as = (app: Hono, user: string, base = '/door', more: Record<string, string> = {}): Call =>
  createClient(`http://localhost${base}/`, async (url, init) =>
    app.request(url, { ...init, headers: { ...(init.headers as Record<string, string>), 'x-user': user, ...more } }),
  )

async function newModel(versions = 1) {
  const name = 'tide “é” level'
  await mlflow.call('createModel', { name })
  for (let version = 0; version < versions; version++)
    await mlflow.call('createVersion', { name, source: 's3://bucket/model' })
  return name
}

test('two front doors have one log and one policy, and names from both count', async () => {
  const name = await newModel()
  const [one, other] = [openDoor(), openDoor()]
  const move = { name, version: '1', stage: 'Production' }
  await as(one, 'ada')('setPolicy', { name, revision: 0, rules: [{ ...noRule('Production'), approvals: 1 }] })
  expect(await as(other, 'mira')('getPolicy', { name })).toMatchObject({ verified: true, may_edit: false })
  await expect(as(other, 'mira')('transitionStage', move)).rejects.toMatchObject({ status: 409 })
  await as(one, 'ines')('createTransitionRequest', move)
  await expect(as(other, 'ines')('approveTransitionRequest', move)).rejects.toMatchObject({ status: 409 })
  expect(await as(other, 'mira')('approveTransitionRequest', move)).toMatchObject({ moved: true })
  const query = new URLSearchParams({ name })
  for (const [app, base] of [
    [one, '/door'],
    [keeper.app, '/shelf'],
  ] as const) {
    const { activities } = (await (await app.request(`${base}/${activitiesPath}?${query}`)).json()) as Activities
    expect(activities.map(({ activity_type, user_id }) => `${activity_type} ${user_id}`)).toEqual([
      'SYSTEM_TRANSITION mira',
      'APPROVED_REQUEST mira',
      'REQUESTED_TRANSITION ines',
      'POLICY_CHANGED ada',
      'REGISTERED unknown',
    ])
  }
  // A door that no proxy is in front of has no names that count.
  expect(await as(openDoor({ isProxied: false }), 'ada')('getPolicy', { name })).toMatchObject({
    verified: false,
    may_edit: false,
  })
})

test('a webhook that is made at one front door is told once of what happens at each', async () => {
  const name = await newModel(3)
  const receiver = await openReceiver()
  const [one, other] = [openDoor(), openDoor()]
  const http_url_spec = { url: receiver.url }
  const events = ['MODEL_VERSION_TRANSITIONED_STAGE' as const, 'MODEL_VERSION_CREATED' as const]
  const asked = { events, model_name: name, http_url_spec }
  await expect(as(one, 'mira')('createRegistryWebhook', asked)).rejects.toMatchObject({ status: 403 })
  const { webhook } = await as(one, 'ada')('createRegistryWebhook', asked)
  await as(one, 'mira')('transitionStage', { name, version: '1', stage: 'Staging' })
  await as(other, 'omar')('transitionStage', { name, version: '2', stage: 'Staging' })
  await as(keeper.app, 'ines', '/shelf')('transitionStage', { name, version: '3', stage: 'Staging' })
  await as(other, 'omar')('createVersion', { name, source: 's3://bucket/model' }) // passed on, and seen by the keeper
  const told = (await receiver.atLeast(4)).map(({ body }) => JSON.parse(body) as { version: string; user_id: string })
  expect(told.map(({ version, user_id }) => `${version} ${user_id}`)).toEqual([
    '1 mira',
    '2 omar',
    '3 ines',
    '4 unknown',
  ])
  const { deliveries } = await as(other, 'ada')('listDeliveries', { webhook: webhook.id })
  expect(deliveries).toHaveLength(4)
  await receiver.close()
})

test('of 16 moves through two doors at once, one wins and the others are told who and when', async () => {
  const name = await newModel()
  const doors = [openDoor(), openDoor(), keeper.app]
  const asked = { name, version: '1', stage: 'Staging' }
  await as(doors[0]!, 'ines')('createTransitionRequest', asked)
  const decided = await Promise.allSettled(
    Array.from({ length: 16 }, (_, n) => {
      const app = doors[n % 3]!
      const decide = as(app, `p${n}`, app === keeper.app ? '/shelf' : '/door')
      return decide(n % 2 === 0 ? 'approveTransitionRequest' : 'rejectTransitionRequest', asked)
    }),
  )
  const winner = decided.findIndex(({ status }) => status === 'fulfilled')
  const lost = decided.flatMap((it) => (it.status === 'rejected' ? [it.reason as unknown] : []))
  expect(lost).toHaveLength(15)
  for (const reason of lost)
    expect(reason).toMatchObject({
      status: 409,
      message: expect.stringMatching(new RegExp(`(approved|rejected) by p${winner} at \\d{4}-`)) as string,
    })
})

test('while the keeper is away, what it decides is refused with 429, and everything else goes on', async () => {
  const name = await newModel()
  const door = openDoor()
  keeper.server.closeAllConnections()
  await new Promise((resolve) => keeper.server.close(resolve))
  const headers = { 'Content-Type': 'application/json' }
  const refused = await door.request('/door/api/2.0/mlflow/model-versions/transition-stage', {
    method: 'POST',
    headers,
    body: JSON.stringify({ name, version: '1', stage: 'Staging' }),
  })
  expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '5'])
  expect(await refused.json()).toEqual({
    error_code: 'REVIEWS_UNAVAILABLE',
    message: 'The server that keeps the reviews cannot be reached (ECONNREFUSED). Nothing was changed: try again.',
  })
  for (const refusal of [
    as(door, 'mira')('setAlias', { name, version: '1', alias: 'a' }),
    as(door, 'mira')('deleteModel', { name }),
    as(door, 'mira')('createComment', { name, version: '1', comment: 'x' }),
    as(door, 'mira')('getPolicy', { name }),
  ])
    await expect(refusal).rejects.toMatchObject({ status: 429, code: 'REVIEWS_UNAVAILABLE' })
  await as(door, 'mira')('setVersionTag', { name, version: '1', key: 'a', value: 'b' })
  const { model_version } = await as(door, 'mira')('getVersion', { name, version: '1' })
  expect([model_version.current_stage, model_version.tags]).toEqual(['None', [{ key: 'a', value: 'b' }]])
})

test('only a front door with the key, the same sign-in and the same MLflow server is believed', async () => {
  const name = await newModel()
  const move = { name, version: '1', stage: 'Staging' }
  const other = `${(await listen(openDoor())).url}/door`
  const refuses = async (call: Call, message: string) =>
    expect(call('transitionStage', move)).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining(message) as string,
    })
  await refuses(as(openDoor({ own: 'x'.repeat(32) }), 'mira'), 'key of --reviews-key-file')
  await refuses(as(openDoor({ auth: 'pass-through' }), 'mira'), 'runs with --auth operator')
  await refuses(as(openDoor({ at: registry }), 'mira'), 'keeps no reviews for others')
  await refuses(as(openDoor({ at: other }), 'mira'), 'keeps no reviews for others')
  for (const header of ['', 'null', '%', encodeURIComponent('{"key":1}')])
    await refuses(as(keeper.app, 'eve', '/shelf', { 'x-modelshelf-door': header }), 'key of --reviews-key-file')
  const ofAnother = doorHeaders({ key, auth: 'operator', registry: 'http://b' }, visitor)
  await refuses(as(keeper.app, 'eve', '/shelf', ofAnother), 'another MLflow server than http://b')
  // What a client says in this header to a door goes no further.
  const forged = doorHeaders({ key, auth: 'operator', registry }, visitor)
  await refuses(as(openDoor(), 'eve', '/door', forged), 'for others')
  expect((await mlflow.call('getVersion', { name, version: '1' })).model_version.current_stage).toBe('None')
})

const visitor = { name: 'ada', verified: true }

test('with pass-through, the person’s own credentials go to the keeper, and no others', async () => {
  const name = await newModel()
  const seen: (string | undefined)[] = []
  const app = openKeeper('pass-through')
  const between = await listen(app)
  between.server.prependListener('request', (request) => seen.push(request.headers.authorization))
  const door = openDoor({ auth: 'pass-through', at: `${between.url}/shelf` })
  const authorization = `Basic ${Buffer.from('mira:secret').toString('base64')}`
  await as(door, 'forged', '/door', { authorization })('createComment', { name, version: '1', comment: 'x' })
  expect(seen).toEqual([authorization])
})

test('passes on the beginning of a long answer before its end has come', async () => {
  const fake = await openFakeUpstream()
  const end = Promise.withResolvers<void>()
  fake.answer = (_request, response) => {
    response.setHeader('Content-Type', 'application/json')
    response.write(`{"activities": ["${'x'.repeat(2_000_000)}`)
    void end.promise.then(() => response.end('"]}'))
  }
  const options = { auth: 'operator', basePath: '', limits } as const
  const { routes } = relayTo({ base: fake.base, key }, behind(), options, { admins: [], ...proxyName })
  const answer = await routes.request(`/${activitiesPath}?name=m`)
  expect(answer.status).toBe(200)
  end.resolve()
  expect((await answer.text()).length).toBeGreaterThan(2_000_000)
  fake.close()
})
