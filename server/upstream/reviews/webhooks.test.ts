import { createHmac } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { WorkspaceEvent } from '#contract/webhooks/events.ts'
import { openReceiver } from '../../../scripts/receiver.ts'
import { type Behind, openBehind, openFront } from '../../testing/front.ts'

// The embedded backend stands for the MLflow server behind; e2e/reviews/golden-path.spec.ts has real ones.
let behind: Behind
beforeAll(async () => {
  behind = await openBehind()
})
afterAll(() => behind.close())
afterEach(() => (behind.fault = undefined))

const opened = (auth: 'operator' | 'pass-through' = 'operator') =>
  openFront(behind, { auth, allowedWebhooks: ['127.0.0.1'] })

let count = 0
async function newModel(): Promise<string> {
  const name = `it's "model" ${++count}`
  await behind.call('createModel', { name })
  await behind.call('createVersion', { name, source: 's3://bucket/model' })
  return name
}

const events: WorkspaceEvent[] = [
  'REGISTERED_MODEL_CREATED',
  'MODEL_VERSION_CREATED',
  'MODEL_VERSION_TAG_SET',
  'MODEL_VERSION_TRANSITIONED_STAGE',
  'TRANSITION_REQUEST_CREATED',
  'COMMENT_CREATED',
]

test('a webhook is told, signed and in order, of what is done here, and of what is found to have been done outside', async () => {
  const before = await newModel()
  const receiver = await openReceiver()
  const front = opened()
  const [ada, mira] = [front.as('ada'), front.as('mira')]
  const http_url_spec = { url: receiver.url, secret: 'plum', authorization: 'Bearer pear' }
  const { webhook } = await ada('createRegistryWebhook', { events, http_url_spec })
  const name = `made here ${count}`
  await mira('createModel', { name })
  await mira('createVersion', { name, source: 's3://bucket/model' })
  await mira('setVersionTag', { name, version: '01', key: 'validation', value: 'passed' })
  await mira('createTransitionRequest', { name, version: '1', stage: 'Production', comment: 'please' })
  await ada('approveTransitionRequest', { name, version: '1', stage: 'Production' })
  await ada('createComment', { name, version: '1', comment: 'done' })
  await mira('createTransitionRequest', { name, version: '1', stage: '@champion' })
  await behind.call('transitionStage', { name, version: '1', stage: 'Archived' })
  await behind.call('setVersionTag', { name, version: '1', key: 'validation', value: 'failed' })
  await mira('listTransitionRequests', { name, version: '1' }) // notices both
  const received = await receiver.atLeast(9)
  const told = received.map(({ body }) => JSON.parse(body) as Record<string, string>)
  expect(
    told.map(({ event, user_id, to_stage = '', value = '' }) => `${event} ${user_id} ${to_stage}${value}`),
  ).toEqual([
    'REGISTERED_MODEL_CREATED mira ',
    'MODEL_VERSION_CREATED unknown ',
    'MODEL_VERSION_TAG_SET mira passed',
    'TRANSITION_REQUEST_CREATED mira Production',
    'MODEL_VERSION_TRANSITIONED_STAGE ada Production',
    'COMMENT_CREATED ada ',
    'TRANSITION_REQUEST_CREATED mira @champion',
    'MODEL_VERSION_TRANSITIONED_STAGE unknown Archived',
    'MODEL_VERSION_TAG_SET unknown failed',
  ])
  for (const { headers, body } of received) {
    expect(headers['x-databricks-signature']).toBe(createHmac('sha256', 'plum').update(body).digest('hex'))
    expect(headers.authorization).toBe('Bearer pear')
  }
  const { deliveries } = await ada('listDeliveries', { webhook: webhook.id })
  expect(deliveries.map(({ id }) => id).toReversed()).toEqual(
    received.map(({ headers }) => headers['x-modelshelf-delivery-id']),
  )
  // What was there before the webhook is no news.
  behind.db.run('UPDATE registered_models SET creation_timestamp = creation_timestamp - 3600000 WHERE name = ?', before)
  behind.db.run('UPDATE model_versions SET creation_timestamp = creation_timestamp - 3600000 WHERE name = ?', before)
  await mira('createComment', { name: before, version: '1', comment: 'old' })
  const more = await receiver.atLeast(10)
  expect(more.slice(9).map(({ body }) => (JSON.parse(body) as { event: string }).event)).toEqual(['COMMENT_CREATED'])
  await receiver.close()
})

test('nothing is told of a move that MLflow refuses, and one whose answer was lost is told once', async () => {
  const receiver = await openReceiver()
  const front = opened()
  const name = await newModel()
  const wanted = ['MODEL_VERSION_TRANSITIONED_STAGE'] as const
  await front.as('ada')('createRegistryWebhook', {
    events: [...wanted],
    model_name: name,
    http_url_spec: { url: receiver.url },
  })
  const move = (stage: string) => front.as('mira')('transitionStage', { name, version: '1', stage })
  behind.fault = (call) => (call === 'model-versions/transition-stage' ? 'refuse' : undefined)
  await expect(move('Staging')).rejects.toMatchObject({ status: 403 })
  behind.fault = (call) => (call === 'model-versions/transition-stage' ? 'fail' : undefined)
  await expect(move('Staging')).rejects.toThrow('failed')
  behind.fault = (call) => (call === 'model-versions/transition-stage' ? 'break off' : undefined)
  await move('Production')
  behind.fault = undefined
  await move('Archived')
  const stages = (await receiver.atLeast(2)).map(({ body }) => (JSON.parse(body) as { to_stage: string }).to_stage)
  expect(stages).toEqual(['Production', 'Archived'])
  await receiver.close()
})

test('webhooks are the admins’, whom the proxy names; nobody else sees or changes one', async () => {
  const front = opened()
  const name = await newModel()
  const http_url_spec = { url: 'http://127.0.0.1:9/' }
  const own = { events: ['COMMENT_CREATED' as const], model_name: name, http_url_spec }
  const { webhook } = await front.as('ada')('createRegistryWebhook', own)
  const mira = front.as('mira')
  const { id } = webhook
  for (const refused of [
    () => mira('createRegistryWebhook', own),
    () => mira('createRegistryWebhook', { events: own.events, http_url_spec }),
    () => mira('updateRegistryWebhook', { id, status: 'DISABLED' }),
    () => mira('deleteRegistryWebhook', { id }),
    () => mira('testRegistryWebhook', { id }),
    () => mira('listDeliveries', { webhook: id }),
    () => mira('findWebhooks', { model_name: name }),
  ])
    await expect(refused()).rejects.toMatchObject({ status: 403 })
  behind.asked = []
  expect(await mira('findWebhooks', {})).toEqual({ webhooks: [], may_create: 'none' })
  expect(behind.asked).toEqual(['GET registered-models/search']) // nothing about each model
  expect(await mira('listRegistryWebhooks', {})).toEqual({})
  expect(await front.as('ada')('findWebhooks', { model_name: name })).toMatchObject({
    webhooks: [{ id, model_name: name }],
    may_create: 'all',
  })
  await expect(front.as('ada')('testRegistryWebhook', { id: 'nowhere' })).rejects.toMatchObject({ status: 404 })
  // Not even their names, to somebody whom MLflow refuses.
  behind.fault = () => 'refuse'
  await expect(front.as('ada')('findWebhooks', {})).rejects.toMatchObject({ status: 403 })
})

test('with pass-through, whoever manages a model on the MLflow server manages its webhooks', async () => {
  const front = opened('pass-through')
  const [theirs, other] = [await newModel(), await newModel()]
  const asked = { events: ['COMMENT_CREATED' as const], http_url_spec: { url: 'http://127.0.0.1:9/' } }
  // As MLflow answers a manager who has no permission of their own.
  let manages = true
  const manager = Buffer.from('mira:secret').toString('base64')
  behind.fault = (call, authorization) => {
    if (authorization === undefined) return 401
    if (!call.startsWith('registered-models/permissions/get')) return undefined
    return authorization === `Basic ${manager}` && manages ? 'find nothing' : 'refuse'
  }
  await front.as('mira')('createRegistryWebhook', { ...asked, model_name: theirs })
  await expect(front.as('mira')('createRegistryWebhook', asked)).rejects.toMatchObject({ status: 403 })
  await expect(front.as('ines')('createRegistryWebhook', { ...asked, model_name: other })).rejects.toMatchObject({
    status: 403,
  })
  expect((await front.as('mira')('listRegistryWebhooks', {})).webhooks).toMatchObject([{ model_name: theirs }])
  expect(await front.as('ines')('listRegistryWebhooks', {})).toEqual({})
  expect(await front.as('mira')('findWebhooks', {})).toMatchObject({ may_create: 'models' })
  manages = false
  expect(await front.as('mira')('listRegistryWebhooks', {})).toEqual({})
})

test('nothing is sent for somebody whom --admins no longer names, until an admin saves the webhook again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'modelshelf-'))
  const receiver = await openReceiver()
  const name = await newModel()
  const allowedWebhooks = ['127.0.0.1']
  const first = openFront(behind, { allowedWebhooks, folder, admins: ['ada', 'bo'] })
  const given = { events: ['COMMENT_CREATED' as const], http_url_spec: { url: receiver.url } }
  const { webhook } = await first.as('bo')('createRegistryWebhook', given)
  await first.as('mira')('createComment', { name, version: '1', comment: 'one' })
  await receiver.atLeast(1)
  await first.close()
  const second = openFront(behind, { allowedWebhooks, folder })
  await second.as('mira')('createComment', { name, version: '1', comment: 'two' })
  await vi.waitFor(async () => {
    const { deliveries } = await second.as('ada')('listDeliveries', { webhook: webhook.id })
    expect(deliveries[0]).toMatchObject({ state: 'failed', problem: expect.stringContaining('bo may no longer') })
  })
  await second.as('ada')('updateRegistryWebhook', { id: webhook.id, description: 'Now mine.' })
  await second.as('mira')('createComment', { name, version: '1', comment: 'three' })
  const told = (await receiver.atLeast(2)).map(({ body }) => (JSON.parse(body) as { comment: string }).comment)
  expect(told).toEqual(['one', 'three'])
  await second.close()
  await receiver.close()
})
