import { beforeAll, expect, test } from 'vitest'
import type { SharedModel } from '#contract/accounts/shared.ts'
import { deleteModel, createModel, renameModel } from '../store/registry/models.ts'
import { createSharedLink, endSharedLink, listSharedLinks } from '../store/accounts/shared-links.ts'
import { activateAccount, createAccount, deactivateAccount, deleteAccount } from '../store/accounts/accounts.ts'
import { type Level, levels } from '../store/accounts/level-words.ts'
import { type Holder, setLevel } from '../store/accounts/levels.ts'
import { findLog } from '../store/reviews/log.ts'
import { openAccounts, type World } from '../../testing/accounts.ts'

let world: World
beforeAll(async () => {
  world = await openAccounts()
})

/** What somebody without an account gets for a link. */
async function open(link: string) {
  const response = await world.app.request('/modelshelf/shared', {
    method: 'POST',
    body: JSON.stringify({ link }),
    headers: { 'Content-Type': 'application/json' },
  })
  const text = await response.text()
  return { status: response.status, text, shown: JSON.parse(text) as SharedModel, headers: response.headers }
}
const make = async (days = 1) => {
  const { model } = await world.db.write(() => world.things(true, 'admin'))
  return { model, link: await world.db.write(() => createSharedLink(world.db, model, days, 'manager')) }
}

test('a link shows the card, stages and history of one model, and of people and files nothing', async () => {
  const { model, link } = await make()
  const { status, text, shown, headers } = await open(link)
  expect(status).toBe(200)
  expect(Object.keys(shown).toSorted()).toEqual(['description', 'expires', 'history', 'name', 'versions'])
  expect(shown).toMatchObject({
    name: model,
    description: expect.stringContaining('description'),
    versions: [
      { version: '2', current_stage: 'None', aliases: [] },
      { version: '1', current_stage: 'Staging', aliases: [] },
    ],
    history: [{ version: '1', stage: 'Staging', since: expect.any(Number) }],
  })
  expect(text).not.toMatch(/s3:|admin|manager|comment|request|run_id|source/)
  expect(headers.get('Referrer-Policy')).toBe('no-referrer')
  expect(headers.get('Cache-Control')).toBe('no-store')
})

test('a link shows the last thousand moves of many', async () => {
  const { db } = world
  const { model, link } = await make()
  const log = findLog(db, model)!
  await db.write(() =>
    db.run(
      `INSERT INTO review_events (log, number, time, user, version, data)
       WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
       SELECT ${log}, 100 + i, 9e12 + i, 'manager', 1, json_object('kind', 'moved', 'version', '1',
         'from_stage', iif(i % 2, 'Staging', 'Archived'), 'to_stage', iif(i % 2, 'Archived', 'Staging')) FROM n`,
    ),
  )
  const { history } = (await open(link)).shown
  expect(history.filter(({ since }) => since !== undefined)).toHaveLength(1000)
  expect(Math.max(...history.map(({ since = 0 }) => since))).toBe(9e12 + 2500)
})

test('a link opens nothing else, also not as a token', async () => {
  const { model, link } = await make()
  for (const headers of [{ Authorization: `Bearer ${link}` }, { Cookie: `session=${link}` }])
    expect((await world.app.request(`/api/2.0/mlflow/registered-models/get?name=${model}`, { headers })).status).toBe(
      401,
    )
})

test('a link ends when it is ended, expires, or its model is deleted, and follows the model’s name', async () => {
  const { db } = world
  const { model, link } = await make()
  await db.write(() => renameModel(db, model, `${model}-renamed`))
  expect((await open(link)).shown.name).toBe(`${model}-renamed`)
  await db.write(() => createModel(db, model)) // another model
  expect((await open(link)).shown.name).toBe(`${model}-renamed`)
  await db.write(() => deleteModel(db, `${model}-renamed`))
  await db.write(() => createModel(db, `${model}-renamed`))
  expect((await open(link)).status).toBe(404)

  const second = await make()
  const { id } = listSharedLinks(db, second.model)[0]! // just made
  await expect(db.write(() => endSharedLink(db, model, id, 'manager'))).rejects.toThrow('already ended') // another model's
  await db.write(() => endSharedLink(db, second.model, id, 'manager'))
  expect((await open(second.link)).status).toBe(404)

  const third = await make()
  await db.write(() => db.run('UPDATE shared_links SET expires = ? WHERE name = ?', Date.now() - 1, third.model))
  expect((await open(third.link)).status).toBe(404)
  expect((await open('invented')).status).toBe(404)
  for (const days of [0, -1, 366]) await expect(make(days)).rejects.toThrow('1 to 365 days')
})

test('a link shows a model that is closed to everybody, as long as its maker may read that', async () => {
  const { db } = world
  const { model, link } = await make()
  const set = (holder: Holder, level?: Level) =>
    db.write(() => setLevel(db, { kind: 'model', name: model }, holder, level, 'test'))
  const manager = { holder: 'account', name: 'manager' } as const
  const opens = async () => {
    const { status } = await open(link)
    const listed = listSharedLinks(db, model).flatMap((it) => (it.created_by === 'manager' ? it.opens : []))
    expect(listed).toEqual([status === 200])
    return status === 200
  }
  expect(await opens()).toBe(true)
  await set(manager, levels.none)
  expect(await opens()).toBe(false)
  expect((await open(link)).text).toBe((await open('invented')).text)
  await set(manager, levels.read)
  expect(await opens()).toBe(true)
  await set(manager) // and it is closed to everybody
  expect(await opens()).toBe(false)
  await set({ holder: 'everybody' }, levels.read)
  expect(await opens()).toBe(true)
})

test('a link does not open without the account of its maker', async () => {
  const { db } = world
  const account = 'sharer'
  const { model } = await make()
  const link = await db.write(() => {
    createAccount(db, { name: account, role: 'contributor' }, 'test')
    setLevel(db, { kind: 'model', name: model }, { holder: 'account', name: account }, levels.manage, 'test')
    return createSharedLink(db, model, 1, account)
  })
  expect((await open(link)).status).toBe(200)
  await db.write(() => deactivateAccount(db, account, 'test'))
  expect((await open(link)).status).toBe(404)
  await db.write(() => activateAccount(db, account, 'test'))
  expect((await open(link)).status).toBe(200)
  await db.write(() => deleteAccount(db, account, 'test'))
  expect((await open(link)).status).toBe(404)
})
