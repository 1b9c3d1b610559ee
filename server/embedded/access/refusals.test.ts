import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { openAccounts, type World } from '../../testing/accounts.ts'
import type { Db } from '../db.ts'
import { openDb } from '../db.ts'
import { listAudit } from '../store/accounts/audit.ts'
import { type Refusal, refusalsIn } from './refusals.ts'

let world: World
beforeAll(async () => {
  world = await openAccounts()
})
afterEach(() => vi.useRealTimers())

const newest = (limit: number) =>
  listAudit(world.db, limit).map(({ actor, action, detail }) => ({ actor, action, ...detail }))
const send = (caller: Parameters<World['headersOf']>[0], path: string, body: object) =>
  world.app.request(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { ...world.headersOf(caller), 'Content-Type': 'application/json' },
  })

test('a refused request is in the audit log, with what it lacked and without its contents', async () => {
  const { model } = await world.db.write(() => world.things(false, 'contributor'))
  const path = '/api/2.0/mlflow/registered-models/set-tag'
  expect((await send('contributor', path, { name: model, key: 'k', value: 'a secret' })).status).toBe(403)
  await expect
    .poll(() => newest(1))
    .toEqual([
      {
        actor: 'contributor',
        action: 'refused',
        call: `POST ${path}`,
        why: `This needs CAN_EDIT on the model '${model}', which manager can give.`,
      },
    ])
  expect((await send('reader', '/modelshelf/people/role', { name: 'reader', role: 'admin' })).status).toBe(403)
  await expect.poll(() => newest(1)).toMatchObject([{ actor: 'reader', call: 'POST /modelshelf/people/role' }])
})

test('a token that does not count is in the audit log, with whose it is and never the token itself', async () => {
  for (const [caller, facts] of [
    ['expired', { actor: 'admin', token: 'all', why: 'expired' }],
    ['revoked', { actor: 'admin', token: 'all', why: 'revoked' }],
    ['invented', { actor: 'unknown', why: 'unknown' }],
  ] as const) {
    expect((await send(caller, '/api/2.0/mlflow/runs/search', {})).status).toBe(401)
    await expect.poll(() => newest(1)).toEqual([{ action: 'token-refused', address: '192.0.2.1', ...facts }])
  }
  expect(JSON.stringify(listAudit(world.db, 100))).not.toContain('msh_')
})

test('who may not be asked for is told nothing new: what is hidden and what is missing are no refusals', async () => {
  const { model } = await world.db.write(() => world.things(true, 'admin'))
  const before = newest(1)
  for (const name of [model, 'missing'])
    expect((await send('contributor', '/api/2.0/mlflow/registered-models/set-tag', { name, key: 'k' })).status).toBe(
      404,
    )
  await world.db.write(() => {})
  expect(newest(1)).toEqual(before)
})

test('a policy that is changed or overridden is in the audit log, as what was decided against it', async () => {
  const { model } = await world.db.write(() => world.things(false, 'manager'))
  const rules = [{ target: '@audited', approvals: 1 }]
  expect((await send('manager', '/modelshelf/policy', { name: model, rules, revision: 0 })).status).toBe(200)
  expect(newest(1)).toMatchObject([{ actor: 'manager', action: 'policy-changed', model }])
  const move = { name: model, version: '1', aliases: ['guarded'], comment: 'because' }
  expect((await send('manager', '/modelshelf/override', move)).status).toBe(200)
  expect(newest(1)).toEqual([
    { actor: 'manager', action: 'policy-overridden', model, version: '1', aliases: ['guarded'] },
  ])
})

let db: Db
let now: number
beforeEach(() => {
  db = openDb(':memory:')
  now = Date.now()
})
const refusal = (actor: string, what: string): Refusal => ({ actor, action: 'refused', detail: { call: what } })
const entries = () =>
  listAudit(db, 1000).map(({ actor, detail }) => [actor, detail['call'] ?? 'others', detail['times']])

test('equal refusals are one entry an hour, which counts them', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  const { note } = refusalsIn(db, () => now)
  note(refusal('ann', 'POST /a'))
  await db.write(() => {})
  for (let time = 0; time < 500; time += 1) note(refusal('ann', 'POST /a'))
  note(refusal('bob', 'POST /a'))
  await db.write(() => {})
  const changes = () => db.get<{ n: number }>('SELECT total_changes() AS n')!.n
  const before = changes()
  vi.advanceTimersByTime(1000)
  await db.write(() => {})
  expect(entries()).toEqual([
    ['bob', 'POST /a', undefined],
    ['ann', 'POST /a', 501],
  ])
  expect(changes() - before).toBe(1) // one write for 500
  now += 61 * 60_000
  note(refusal('ann', 'POST /a'))
  await db.write(() => {})
  expect(entries()[0]).toEqual(['ann', 'POST /a', undefined])
})

test('nobody floods the log: many kinds of refusals are 50 entries and one for the rest', async () => {
  const { note, noteNow } = refusalsIn(db, () => now)
  for (let kind = 0; kind < 300; kind += 1) {
    note(refusal('ann', `POST /${kind}`))
    const failure = { actor: 'unknown', action: 'sign-in-failed', detail: { address: `2001:db8::${kind}` } } as const
    await noteNow(failure)
  }
  note(refusal('bob', 'POST /a')) // who is not held up by them
  await db.write(() => {})
  expect(entries()).toHaveLength(51 + 51 + 1)
  expect(entries().find(([actor, , times]) => actor === 'unknown' && times !== undefined)?.[2]).toBe(250)
})

test('a refusal that could not be written counts in no other entry', async () => {
  const { note, noteNow } = refusalsIn(db, () => now)
  let isFull = true
  db.beforeCommit(() => {
    if (isFull) throw new Error('disk full')
  })
  await expect(noteNow(refusal('ann', 'POST /a'))).rejects.toThrow('disk full')
  isFull = false
  note(refusal('bob', 'POST /b')) // gets the id that ann's entry would have had
  await noteNow(refusal('ann', 'POST /a'))
  await noteNow(refusal('ann', 'POST /a'))
  expect(entries()).toEqual([
    ['ann', 'POST /a', 3],
    ['bob', 'POST /b', undefined],
  ])
})

test('what was refused in the last second is counted before the database is closed', async () => {
  const { note } = refusalsIn(db, () => now)
  note(refusal('ann', 'POST /a'))
  await db.write(() => {})
  for (let time = 0; time < 2; time += 1) note(refusal('ann', 'POST /a'))
  const counts: unknown[] = []
  db.beforeClose(() => void db.write(() => counts.push(entries())))
  db.close()
  expect(counts).toEqual([[['ann', 'POST /a', 3]]])
})
