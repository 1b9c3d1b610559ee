import { expect, test, vi } from 'vitest'
import { createClient } from '#contract/client.ts'
import { stageHistoryPath } from '#contract/review-paths.ts'
import { openTestApp } from '../../testing/app.ts'
import { openBoth } from '../../testing/heavy-reading.ts'
import { turnsDuring } from '../../testing/turns-during.ts'
import { listStays, listStaysInTurns } from '../store/reviews/activities.ts'

test('others have turns while thousands of webhooks are read with their deliveries', async () => {
  const { db, call } = openTestApp()
  const { webhook } = await call('createRegistryWebhook', {
    events: ['COMMENT_CREATED'],
    http_url_spec: { url: 'https://93.184.216.34/hook' },
  })
  const columns = db
    .all<{ name: string }>("SELECT name FROM pragma_table_info('webhooks') WHERE name != 'id'")
    .map(({ name }) => name)
    .join()
  await db.write(() => {
    db.run(`INSERT INTO webhooks (id, ${columns}) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2999)
      SELECT 'webhook ' || i, ${columns} FROM webhooks, n WHERE id = '${webhook!.id}'`)
    db.run(`INSERT INTO webhook_deliveries (id, webhook, position, event, body, created, state, due, until)
      SELECT id, id, 1, 'COMMENT_CREATED', '{}', 1, 'delivered', 1, 1 FROM webhooks`)
  })
  const found = call('findWebhooks', {})
  expect(await turnsDuring(found)).toBeGreaterThan(3)
  const { webhooks } = await found
  expect(webhooks).toHaveLength(3000)
  expect(webhooks[17]).toMatchObject({ waiting: 0, last: { state: 'delivered' } })
})

test('others have turns while thousands of requests for one version are read', async () => {
  const { db, call } = openTestApp()
  await call('createModel', { name: 'tides' })
  await call('createVersion', { name: 'tides', source: 's3://bucket/tides' })
  const version = { name: 'tides', version: '1' }
  const { request } = await call('createTransitionRequest', { ...version, stage: 'Staging', comment: 'x'.repeat(5000) })
  await db.write(() => {
    db.run(`INSERT INTO review_events (log, number, time, user, version, data)
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2999)
      SELECT log, number + i, time, 'user ' || i, version, data FROM review_events, n WHERE data ->> '$.kind' = 'requested'`)
    db.run(`INSERT INTO open_requests (log, number, version, to_stage)
      SELECT log, number, version, 'Staging' FROM review_events WHERE user LIKE 'user %'`)
  })
  const listing = call('listTransitionRequests', version)
  expect(await turnsDuring(listing)).toBeGreaterThan(3)
  const { requests } = await listing
  expect(requests).toHaveLength(3000)
  expect(requests![0]).toEqual(request)
})

/** A model whose version has moved so often, each time with a long comment. */
async function withMoves({ db, call }: Pick<ReturnType<typeof openTestApp>, 'db' | 'call'>, count: number) {
  await call('createModel', { name: 'moved' })
  await call('createVersion', { name: 'moved', source: 's3://bucket/moved' })
  await db.write(() =>
    db.run(
      `INSERT INTO review_events (log, number, time, user, version, data)
       WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
       SELECT review_log, 100 + i, i, 'ines', 1, json_object('kind', 'moved', 'version', '1', 'comment', printf('%.*c', 10000, 'x'),
         'from_stage', iif(i % 2, 'None', 'Staging'), 'to_stage', iif(i % 2, 'Staging', 'None')) FROM n, registered_models WHERE name = 'moved'`,
    ),
  )
}

test('others have turns while a long history of stages is read where no thread reads it', async () => {
  const app = openTestApp()
  await withMoves(app, 1501)
  // Each look at the clock finds that a turn is over, however fast the machine.
  let now = 0
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 10))
  const stays = listStaysInTurns(app.db, 'moved', ['Staging', 'Production'])
  expect(await turnsDuring(stays).finally(() => clock.mockRestore())).toBeGreaterThan(30)
  expect(await stays).toEqual(listStays(app.db, 'moved', ['Staging', 'Production']))
  expect(await stays).toHaveLength(751)
})

test('a history of few moves is read in the thread if their comments are long', async () => {
  const { db, beside, here, threads, readers } = openBoth()
  const call = createClient('http://localhost/', async (url, init) => here.request(url, init))
  await withMoves({ db, call }, 200)
  const read = async (app: typeof here) => (await app.request(`/${stageHistoryPath}?name=moved`)).json() as unknown
  expect(await read(beside)).toEqual(await read(here))
  expect(threads()).toBe(1)
  await readers.close()
})
