import { afterEach, beforeEach, expect, test } from 'vitest'
import { openReceiver } from '../../../../scripts/receiver.ts'
import { type Db, openDb } from '../../db.ts'
import { startSender } from '../../webhooks/sender.ts'
import { createAccount, deactivateAccount, deleteAccount, findAccount, setRole } from '../accounts/accounts.ts'
import { levels } from '../accounts/level-words.ts'
import { setLevel } from '../accounts/levels.ts'
import { createModel, deleteModel } from '../registry/models.ts'
import { record } from '../reviews/log.ts'
import { firstWaiting, listDeliveries, pruneDeliveries, summariesOf } from './deliveries.ts'
import { enqueueTest } from './outbox.ts'
import { targetsOf } from './targets.ts'
import { createWebhook, updateWebhook } from './webhooks.ts'

const targets = targetsOf(['127.0.0.1'])
const DAY = 24 * 60 * 60_000

let db: Db
let receiver: Awaited<ReturnType<typeof openReceiver>>
beforeEach(async () => {
  db = openDb(':memory:')
  receiver = await openReceiver()
  await db.write(() => {
    for (const name of ['root', 'ada']) createAccount(db, { name, role: 'admin' }, 'test')
    createAccount(db, { name: 'mia', role: 'contributor' }, 'test')
    createModel(db, 'tide')
    setLevel(db, { kind: 'model', name: 'tide' }, { holder: 'account', name: 'mia' }, levels.manage, 'test')
  })
})
afterEach(async () => {
  db.close()
  await receiver.close()
})

const saver = (name: string) => ({ name, owner: findAccount(db, name)!.id })
const webhookBy = (name: string, model_name: string | null) =>
  db.write(() =>
    createWebhook(
      db,
      { dialect: 'workspace', url: receiver.url, events: ['COMMENT_CREATED'], model_name },
      saver(name),
      targets,
    ),
  )
const comment = () =>
  db.write(() => record(db, 'tide', 'ines', { kind: 'commented', version: '1', comment: 'confidential' }))

/** Sends all that waits, and gives what became of it. */
async function sendAll(webhook: string) {
  const sender = startSender(db, targets)
  await expect.poll(() => listDeliveries(db, webhook, undefined).deliveries[0]?.state).not.toBe('waiting')
  await sender.stop()
  return listDeliveries(db, webhook, undefined).deliveries[0]!
}

const closes: [string, 'ada' | 'mia', () => void][] = [
  ['is no longer an admin', 'ada', () => setRole(db, 'ada', 'contributor', 'root')],
  ['is deactivated', 'ada', () => deactivateAccount(db, 'ada', 'root')],
  ['was deleted', 'ada', () => deleteAccount(db, 'ada', 'root')],
  [
    'no longer manages',
    'mia',
    () => setLevel(db, { kind: 'model', name: 'tide' }, { holder: 'account', name: 'mia' }, levels.edit, 'root'),
  ],
  [
    'no longer manages',
    'mia',
    () => setLevel(db, { kind: 'model', name: 'tide' }, { holder: 'account', name: 'mia' }, levels.none, 'root'),
  ],
]
test.each(closes)(
  'nothing is sent for an account that %s, until another one saves the webhook',
  async (why, name, close) => {
    const webhook = await webhookBy(name, name === 'mia' ? 'tide' : null)
    await comment() // what waits in the outbox is not sent either
    await db.write(close)
    expect(await sendAll(webhook.id)).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining(why) as string,
    })
    expect(receiver.received).toEqual([])
    await db.write(() => updateWebhook(db, webhook, { description: 'taken over' }, saver('root'), targets))
    await comment()
    expect(await sendAll(webhook.id)).toMatchObject({ state: 'delivered' })
    expect(receiver.received).toHaveLength(1)
  },
)

test('a stop cuts off what is under way: a test has failed, and a delivery waits until the next start', async () => {
  const silent = await openReceiver(() => {})
  const about = {
    dialect: 'workspace' as const,
    url: silent.url,
    events: ['COMMENT_CREATED' as const],
    model_name: null,
  }
  const webhook = await db.write(() => createWebhook(db, about, saver('ada'), targets))
  await db.write(() => enqueueTest(db, 'test', webhook.id, 'COMMENT_CREATED', '{}'))
  await comment()
  const sender = startSender(db, targets)
  const test = sender.sendNow('test')
  await silent.atLeast(2)
  await sender.stop()
  const { deliveries } = listDeliveries(db, webhook.id, undefined)
  expect(deliveries).toMatchObject([
    { is_test: false, state: 'waiting', attempts: 0 },
    { is_test: true, state: 'failed', problem: 'The server was stopped before it was answered.' },
  ])
  await test
  await silent.close()
})

test('many old deliveries are deleted some at a time, and those of a deleted model with its webhook', async () => {
  const webhook = await webhookBy('ada', 'tide')
  const all = await webhookBy('ada', null)
  const fill = ({ id }: { id: string }, count: number) =>
    db.run(
      `INSERT INTO webhook_deliveries (id, webhook, position, event, body, created, state, due, until)
       WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
       SELECT ?1 || ' ' || i, ?1, i, 'x', '', ?2, 'delivered', 0, 0 FROM n`,
      id,
      Date.now(),
    )
  await db.write(() => {
    fill(webhook, 900)
    fill(all, 1500)
    deleteModel(db, 'tide')
  })
  const { run } = db
  let most = 0
  db.run = (...asked) => {
    const changed = run(...asked)
    most = Math.max(most, changed)
    return changed
  }
  await pruneDeliveries(db)
  expect(most).toBe(200)
  expect(db.all('SELECT webhook, count(*) AS count FROM webhook_deliveries GROUP BY webhook')).toEqual([
    { webhook: all.id, count: 500 },
  ])
  expect(db.all('SELECT id FROM webhooks')).toEqual([{ id: all.id }])
})

test('old deliveries are deleted, and what nobody sends any more is given up', async () => {
  const webhook = await webhookBy('ada', null)
  for (let count = 0; count < 520; count += 1) await comment()
  await db.write(() => {
    db.run(`UPDATE webhook_deliveries SET state = 'delivered' WHERE position <= 515`)
    db.run('UPDATE webhook_deliveries SET created = created - ? WHERE position = 510', 31 * DAY)
  })
  await pruneDeliveries(db)
  const positions = () => db.all<{ position: number }>('SELECT position FROM webhook_deliveries ORDER BY position')
  // The last 500, but one that is too old; 5 wait.
  expect(positions()).toHaveLength(499)
  expect(positions()[0]).toEqual({ position: 21 })
  await pruneDeliveries(db, Date.now() + 3 * DAY)
  const states = db.all('SELECT state, count(*) AS count FROM webhook_deliveries GROUP BY state ORDER BY state')
  expect(states).toEqual([
    { state: 'delivered', count: 494 },
    { state: 'failed', count: 5 },
  ])
  await pruneDeliveries(db, Date.now() + 31 * DAY)
  expect(listDeliveries(db, webhook.id, undefined).deliveries).toEqual([])
})

test('lists deliveries and looks for those that wait without reading their bodies', async () => {
  const id = (await webhookBy('root', null)).id
  await db.write(() => enqueueTest(db, 'd1', id, 'COMMENT_CREATED', 'x'.repeat(100_000)))
  await db.write(() => db.run("UPDATE webhook_deliveries SET state = 'waiting'"))
  const read: unknown[] = []
  const noting: Db = {
    ...db,
    all<T>(sql: string, ...params: Parameters<Db['all']>[1][]) {
      const rows = db.all<T>(sql, ...params)
      read.push(...rows)
      return rows
    },
  }
  expect(firstWaiting(noting)).toMatchObject([{ id: 'd1' }])
  expect(listDeliveries(noting, id, undefined).deliveries).toMatchObject([{ id: 'd1' }])
  expect(summariesOf(noting, [id])(id)).toMatchObject({ last: { id: 'd1' }, waiting: 1 })
  expect(read).toHaveLength(3)
  expect(JSON.stringify(read).length).toBeLessThan(2000)
})
