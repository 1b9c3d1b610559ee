import { createHmac } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Call, createClient } from '#contract/client.ts'
import type { Output } from '#contract/endpoints.ts'
import { mlflowEvents, workspaceEvents } from '#contract/webhooks/events.ts'
import type { WireEvent } from '#contract/webhooks/schemas.ts'
import { createApp } from '../../app.ts'
import { defaults } from '../../config/config.ts'
import { openReceiver, type Received } from '../../../scripts/receiver.ts'
import { embedded } from '../backend.ts'
import { openDb } from '../db.ts'
import { openArtifacts } from '../store/artifacts/artifacts.ts'
import { targetsOf } from '../store/webhooks/targets.ts'
import { startSender } from '../webhooks/sender.ts'

const allowedWebhooks = ['127.0.0.1', 'localhost']

/** The real app with a sender that tries again after 10 ms. */
function open() {
  const db = openDb(':memory:')
  const data = mkdtempSync(join(tmpdir(), 'modelshelf-'))
  const artifacts = openArtifacts(join(data, 'artifacts'), join(data, 'tmp'))
  const sender = startSender(db, targetsOf(allowedWebhooks), { waitOf: () => 10 })
  const app = createApp({ backend: embedded({ ...defaults, allowedWebhooks, db, artifacts, sender }) })
  const call = createClient('http://localhost/', async (url, init) => app.request(url, init))
  return { db, call, sender }
}

type Shelf = ReturnType<typeof open>
let shelf: Shelf
let call: Call
let listener: Awaited<ReturnType<typeof openReceiver>>
let answer: ((received: Received, response: ServerResponse) => void) | undefined
beforeEach(async () => {
  shelf = open()
  call = shelf.call
  answer = undefined
  listener = await openReceiver((received, response) => (answer ? answer(received, response) : response.end('ok')))
})
afterEach(async () => {
  await shelf.sender.stop()
  shelf.db.close()
  await listener.close()
})

const wireEvents = mlflowEvents.map((name) => {
  const [entity, action] = name.toUpperCase().split('.')
  return { entity, action } as WireEvent // one of MLflow's
})
const mlflowWebhook = (more: object = {}) =>
  call('createWebhook', { name: 'ci', url: `${listener.url}/hook`, events: wireEvents, secret: 'lime', ...more })
const registryWebhook = (more: object = {}) =>
  call('createRegistryWebhook', {
    events: [...workspaceEvents],
    http_url_spec: { url: `${listener.url}/registry?a=1`, secret: 'plum', authorization: 'Bearer pear' },
    ...more,
  })
const bodies = (all: readonly Received[]) => all.map(({ body }) => JSON.parse(body) as Record<string, unknown>)
const deliveriesOf = async (webhook: string) => (await call('listDeliveries', { webhook })).deliveries
/** Waits until a webhook's newest delivery satisfies `isDone`. */
const untilNewest = (webhook: string, isDone: (it: Output<'listDeliveries'>['deliveries'][number]) => boolean) =>
  vi.waitFor(async () => {
    const [newest] = await deliveriesOf(webhook)
    if (!newest || !isDone(newest)) throw new Error(`Not yet: ${JSON.stringify(newest)}`)
    return newest
  })

test('a move is delivered to both formats, signed, with what happened', async () => {
  const { webhook } = await registryWebhook()
  await mlflowWebhook({ events: [{ entity: 'MODEL_VERSION_ALIAS', action: 'CREATED' }] })
  await call('createModel', { name: 'tide' })
  await call('createVersion', { name: 'tide', source: 's3://b/m' })
  await call('moveWorkspaceVersion', {
    name: 'tide',
    version: '1',
    stage: 'Production',
    comment: 'go',
    aliases: ['champion'],
  })
  const received = await listener.atLeast(5)
  const registry = received.filter(({ path }) => path === '/registry?a=1')
  expect(bodies(registry).map(({ event }) => event)).toEqual([
    'REGISTERED_MODEL_CREATED',
    'MODEL_VERSION_CREATED',
    'MODEL_VERSION_TRANSITIONED_STAGE',
    'MODEL_VERSION_TRANSITIONED_TO_PRODUCTION',
  ])
  const { headers, body } = registry[2]!
  expect(headers).toMatchObject({
    'content-type': 'application/json',
    authorization: 'Bearer pear',
    'x-databricks-signature': createHmac('sha256', 'plum').update(body).digest('hex'),
  })
  expect(JSON.parse(body)).toMatchObject({
    webhook_id: webhook.id,
    event_id: expect.stringMatching(/^\d+\.\d+$/) as string,
    event_timestamp: expect.any(Number) as number,
    model_name: 'tide',
    version: '1',
    from_stage: 'None',
    to_stage: 'Production',
    comment: 'go',
    text: "unknown transitioned version 1 of model 'tide' from None to Production.",
  })
  const alias = received.find(({ path }) => path === '/hook')!
  const id = alias.headers['x-mlflow-delivery-id'] as string
  const time = alias.headers['x-mlflow-timestamp'] as string
  const signature = createHmac('sha256', 'lime').update(`${id}.${time}.${alias.body}`).digest('base64')
  expect(alias.headers['x-mlflow-signature']).toBe(`v1,${signature}`)
  expect(alias.body).toMatch(
    /^{"entity": "model_version_alias", "action": "created", "timestamp": "[^"]+\+00:00", "data": {"name": "tide", "alias": "champion", "version": "1"}}$/,
  )
  const newest = await untilNewest(webhook.id, ({ state }) => state === 'delivered')
  expect(newest).toMatchObject({ attempts: 1, answer_status: 200, answer: 'ok', is_test: false })
})

test('a delivery is tried again with the same id, and those behind it wait for it', async () => {
  const { webhook } = await mlflowWebhook({ events: [{ entity: 'REGISTERED_MODEL', action: 'CREATED' }] })
  const refusals = [503, 429]
  answer = (_, response) => response.writeHead(refusals.shift() ?? 204).end('later')
  for (const name of ['first', 'second']) await call('createModel', { name })
  const received = await listener.atLeast(4)
  const names = bodies(received).map(({ data }) => (data as { name: string }).name)
  expect(names).toEqual(['first', 'first', 'first', 'second'])
  const ids = received.map(({ headers }) => headers['x-mlflow-delivery-id'])
  expect(new Set(ids.slice(0, 3)).size).toBe(1)
  expect(ids[3]).not.toBe(ids[0])
  await untilNewest(webhook.webhook_id, ({ state }) => state === 'delivered')
  const [second, first] = await deliveriesOf(webhook.webhook_id)
  expect([first?.attempts, second?.attempts]).toEqual([3, 1])
})

test('a refused delivery waits some seconds before its next attempt', async () => {
  await shelf.sender.stop()
  const { webhook } = await mlflowWebhook()
  answer = (_, response) => response.writeHead(500).end()
  await call('createModel', { name: 'tide' })
  const patient = startSender(shelf.db, targetsOf(allowedWebhooks))
  const before = Date.now()
  const waiting = await untilNewest(webhook.webhook_id, ({ attempts }) => attempts > 0)
  expect(waiting).toMatchObject({ state: 'waiting', attempts: 1, answer_status: 500 })
  expect(waiting.due! - before).toBeGreaterThan(3900)
  expect(waiting.due! - before).toBeLessThan(60_000)
  await patient.stop()
  expect(listener.received).toHaveLength(1)
})

test('a delivery that cannot be noted is not sent over and over', async () => {
  await mlflowWebhook()
  shelf.db.run("CREATE TRIGGER full BEFORE UPDATE ON webhook_deliveries BEGIN SELECT RAISE(ABORT, 'disk is full'); END")
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  await call('createModel', { name: 'tide' })
  await vi.waitFor(() => expect(said).toHaveBeenCalled())
  await call('createModel', { name: 'other' }) // wakes the sender
  expect(listener.received).toHaveLength(1)
  said.mockRestore()
})

test.each([301, 307, 400, 404, 410])(
  'an answer of %i is not tried again, and can be sent again by hand',
  async (status) => {
    const { webhook } = await mlflowWebhook()
    answer = (_, response) => response.writeHead(status, { location: `${listener.url}/elsewhere` }).end('no such place')
    await call('createModel', { name: 'tide' })
    const failed = await untilNewest(webhook.webhook_id, ({ state }) => state === 'failed')
    expect(failed).toMatchObject({ attempts: 1, answer_status: status, answer: 'no such place' })
    expect(listener.received.map(({ path }) => path)).toEqual(['/hook'])
    answer = undefined
    await call('sendAgain', { id: failed.id })
    const sent = await untilNewest(webhook.webhook_id, ({ state }) => state === 'delivered')
    expect(sent).toMatchObject({ id: failed.id, attempts: 2 })
    expect(listener.received.map(({ headers }) => headers['x-mlflow-delivery-id'])).toEqual([failed.id, failed.id])
  },
)

test('nothing is announced by a write that fails, to a disabled webhook, or of another model', async () => {
  for (const name of ['tide', 'other']) await call('createModel', { name })
  const { webhook } = await registryWebhook({ model_name: 'tide', events: ['MODEL_VERSION_CREATED'] })
  const quiet = await registryWebhook({ status: 'TEST_MODE' })
  await expect(call('createVersion', { name: 'tide', source: 'no scheme' })).rejects.toThrow()
  await call('createVersion', { name: 'other', source: 's3://b/other' })
  await call('createVersion', { name: 'tide', source: 's3://b/tide' })
  await untilNewest(webhook.id, ({ state }) => state === 'delivered')
  expect(bodies(listener.received).map(({ model_name }) => model_name)).toEqual(['tide'])
  expect(await deliveriesOf(quiet.webhook.id)).toEqual([])
})

test('a webhook follows its model’s new name, and is gone with the model', async () => {
  await call('createModel', { name: 'tide' })
  await call('createVersion', { name: 'tide', source: 's3://b/m' })
  const { webhook } = await registryWebhook({ model_name: 'tide', events: ['COMMENT_CREATED'] })
  await call('renameModel', { name: 'tide', new_name: 'tide-2' })
  await call('createComment', { name: 'tide-2', version: '1', comment: 'hello' })
  await listener.atLeast(1)
  expect(bodies(listener.received)).toMatchObject([{ model_name: 'tide-2', comment: 'hello' }])
  expect((await call('listRegistryWebhooks', {})).webhooks).toMatchObject([{ id: webhook.id, model_name: 'tide-2' }])
  await call('deleteModel', { name: 'tide-2' })
  await call('createModel', { name: 'tide-2' })
  await call('createVersion', { name: 'tide-2', source: 's3://b/m' })
  await call('createComment', { name: 'tide-2', version: '1', comment: 'another model' })
  expect(await call('listRegistryWebhooks', {})).toEqual({})
  await expect(call('testRegistryWebhook', { id: webhook.id })).rejects.toMatchObject({ status: 404 })
  expect(listener.received).toHaveLength(1)
})

test('a test is sent at once, and says what was answered', async () => {
  const { webhook } = await mlflowWebhook()
  answer = (_, response) => response.writeHead(418).end('teapot')
  const { result } = await call('testWebhook', {
    webhook_id: webhook.webhook_id,
    event: { entity: 'BUDGET_POLICY', action: 'EXCEEDED' },
  })
  expect(result).toEqual({ success: false, response_status: 418, response_body: 'teapot' })
  expect(listener.received[0]?.body).toContain('"budget_amount": 100.0, "current_spend": 105.5')
  const registry = await registryWebhook({ status: 'TEST_MODE' })
  answer = undefined
  expect(await call('testRegistryWebhook', { id: registry.webhook.id, event: 'COMMENT_CREATED' })).toEqual({
    status_code: 200,
    body: 'ok',
  })
  await listener.close()
  const { result: away } = await call('testWebhook', { webhook_id: webhook.webhook_id })
  expect(away).toMatchObject({ success: false, error_message: expect.stringContaining('ECONNREFUSED') as string })
  const [newest] = await deliveriesOf(webhook.webhook_id)
  expect(newest).toMatchObject({ is_test: true, state: 'failed', attempts: 1 })
})

test('no answer holds a secret', async () => {
  const { webhook } = await mlflowWebhook()
  const { webhook: registry } = await registryWebhook()
  const answers = [
    await call('getWebhook', { webhook_id: webhook.webhook_id }),
    await call('updateWebhook', { webhook_id: webhook.webhook_id, secret: 'lime-2' }),
    await call('updateRegistryWebhook', { id: registry.id, http_url_spec: { secret: 'plum-2' } }),
    await call('listWebhooks', {}),
    await call('listRegistryWebhooks', {}),
    await call('findWebhooks', {}),
    await call('listDeliveries', { webhook: registry.id }),
  ]
  expect(JSON.stringify(answers)).not.toMatch(/lime|plum|pear/)
  await call('testRegistryWebhook', { id: registry.id })
  const { headers, body } = listener.received[0]!
  expect(headers['x-databricks-signature']).toBe(createHmac('sha256', 'plum-2').update(body).digest('hex'))
  expect(headers.authorization).toBe('Bearer pear')
})

test('an authorization is not sent to another server than it was given for', async () => {
  const { webhook } = await registryWebhook()
  const change = (http_url_spec: object) => call('updateRegistryWebhook', { id: webhook.id, http_url_spec })
  const url = listener.url.replace('127.0.0.1', 'localhost')
  await expect(change({ url })).rejects.toMatchObject({ status: 400 })
  await change({ url: `${listener.url}/moved` })
  await call('testRegistryWebhook', { id: webhook.id })
  const has = async () => (await call('findWebhooks', {})).webhooks.map((it) => [it.has_secret, it.has_authorization])
  expect(await has()).toEqual([[true, true]])
  await change({ url, authorization: '', secret: '' })
  expect(await has()).toEqual([[false, false]])
  await call('testRegistryWebhook', { id: webhook.id })
  expect(listener.received.map(({ path, headers }) => [path, headers.authorization])).toEqual([
    ['/moved', 'Bearer pear'],
    ['/', undefined],
  ])
})

test.each([
  [{ job_spec: { job_id: '1', access_token: 't' } }, 'job_spec'],
  [{ http_url_spec: { url: 'https://93.184.216.34', enable_ssl_verification: false } }, 'enable_ssl_verification'],
  [{ http_url_spec: undefined }, 'http_url_spec'],
  [{ http_url_spec: { url: 'https://10.1.2.3/x' } }, '10.1.2.3'],
  [{ http_url_spec: { url: 'https://ada:secret@example.com/x' } }, 'must not contain a name or a password'],
  [{ events: [] }, 'events'],
  [{ model_name: 'nowhere', events: ['COMMENT_CREATED'] }, 'nowhere'],
  [{ model_name: 'nowhere' }, 'REGISTERED_MODEL_CREATED'],
])('refuses a registry webhook with %o', async (more, word) => {
  await expect(registryWebhook(more)).rejects.toThrow(word)
})

test('a host that is not found now is accepted, and looked up again at each delivery', async () => {
  const { webhook } = await mlflowWebhook({ url: 'https://nowhere.invalid/' })
  const { result } = await call('testWebhook', { webhook_id: webhook.webhook_id })
  expect(result).toMatchObject({ success: false, error_message: expect.stringContaining('nowhere.invalid') as string })
})

test('a webhook is not activated beyond the most active ones', async () => {
  const { webhook } = await mlflowWebhook({ status: 'DISABLED' })
  const { webhook_id } = webhook
  shelf.db.run(
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
     INSERT INTO webhooks (id, dialect, name, description, url, events, status, secret, authorization, log, owner,
       creation_timestamp, last_updated_timestamp)
     SELECT 'w' || i, dialect, name, description, url, events, 'ACTIVE', secret, authorization, log, owner,
       creation_timestamp, last_updated_timestamp FROM n, webhooks WHERE id = ?`,
    webhook_id,
  )
  await expect(mlflowWebhook()).rejects.toThrow('1000 active webhooks')
  await expect(call('updateWebhook', { webhook_id, status: 'ACTIVE' })).rejects.toThrow('1000 active webhooks')
  await call('updateWebhook', { webhook_id: 'w1', status: 'DISABLED' })
  await call('updateWebhook', { webhook_id, status: 'ACTIVE' })
})

test('lists in pages, newest first', async () => {
  for (let number = 1; number <= 5; number += 1) await mlflowWebhook({ name: `w${number}` })
  const first = await call('listWebhooks', { max_results: 2 })
  const second = await call('listWebhooks', { max_results: 2, page_token: first.next_page_token! })
  const third = await call('listWebhooks', { max_results: 2, page_token: second.next_page_token! })
  const ids = [first, second, third].flatMap(({ webhooks = [] }) => webhooks.map(({ webhook_id }) => webhook_id))
  expect(new Set(ids).size).toBe(5)
  expect(third.next_page_token).toBeUndefined()
})
