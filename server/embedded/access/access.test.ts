import { beforeAll, expect, test } from 'vitest'
import type { May, ThingId } from '#contract/access/access.ts'
import { type Call, createClient } from '#contract/client.ts'
import { type Caller, openAccounts, people, scoped, type Things, type World } from '../../testing/accounts.ts'
import { createModel } from '../store/registry/models.ts'
import { createVersion } from '../store/registry/create-version.ts'
import { findAccount } from '../store/accounts/accounts.ts'
import { listAudit } from '../store/accounts/audit.ts'
import { giveCreator } from '../store/accounts/levels.ts'

let world: World
beforeAll(async () => {
  world = await openAccounts()
})

const as = (caller: Caller): Call =>
  createClient('http://localhost/', async (url, init) =>
    world.app.request(url, {
      ...init,
      headers: { ...(init.headers as Record<string, string>), ...world.headersOf(caller) },
    }),
  )
const things = (closed = false) => world.db.write(() => world.things(closed, 'admin'))
const passes = (write: Promise<unknown>) =>
  write.then(
    () => true,
    ({ status, message }: { status: number; message: string }) => {
      if (status === 403) return false
      throw new Error(`${status} ${message}`)
    },
  )

/** A model of which nobody but the contributor who made it has a level. */
async function unadministered(): Promise<Things> {
  const on = await things()
  const name = `${on.model}-made`
  await world.db.write(() => {
    createModel(world.db, name)
    for (let version = 1; version <= 2; version += 1) createVersion(world.db, { name, source: 's3://b/m' })
    giveCreator(world.db, findAccount(world.db, 'editor')!.id, { kind: 'model', name })
  })
  return { ...on, model: name }
}

/** What shows each right on a model: a request that needs no other. */
const onModel = (name: string): Record<keyof May, (call: Call) => Promise<unknown>> => ({
  edit: (call) => call('updateModel', { name, description: 'd' }),
  rename: (call) => call('renameModel', { name, new_name: `${name}-renamed` }),
  remove: (call) => call('deleteVersionTag', { name, version: '1', key: 'none' }).catch(unlessMissing),
  moveToStaging: (call) => call('transitionStage', { name, version: '2', stage: 'Archived' }),
  moveToProduction: (call) => call('transitionStage', { name, version: '2', stage: 'Production' }),
  manage: (call) => call('setAccess', { model: name, holder: 'group', name: 'nobody' }).catch(unlessMissing),
  request: (call) => call('createTransitionRequest', { name, version: '1', stage: 'Archived' }),
})
/** There is no such group, which only those who may give levels are told. */
const unlessMissing = (error: { status: number }) => {
  if (error.status !== 404) throw error
}

test.each([
  ['admin', 'all'],
  ['manager', 'models'],
  ['producer', 'none'],
  ['contributor', 'none'],
  ['reader', 'none'],
  ['scope log', 'none'],
] as const)('tells a %s that they may create webhooks for %s', async (caller, may_create) => {
  await things()
  expect(await as(caller)('findWebhooks', {})).toMatchObject({ may_create })
})

test.each([...people, ...scoped])('what a %s is told they may do is what they may do', async (caller) => {
  for (const make of [() => things(), unadministered]) {
    const on = await make()
    for (const right of Object.keys(onModel(on.model)) as (keyof May)[]) {
      const fresh = await make() // the rights before may have moved its versions
      const { may } = await as(caller)('getAccess', { model: fresh.model })
      const { models } = await as(caller)('getRights', { models: [fresh.model] })
      expect(models).toEqual([{ name: fresh.model, may }])
      expect([right, await passes(onModel(fresh.model)[right](as(caller)))]).toEqual([right, may[right]])
    }
    const { may } = await as(caller)('getAccess', { experiment_id: on.experiment })
    const { experiments } = await as(caller)('getRights', { experiment_ids: [on.experiment] })
    expect(experiments).toEqual([{ experiment_id: on.experiment, may }])
    const tagged = as(caller)('setExperimentTag', { experiment_id: on.experiment, key: 'k', value: 'v' })
    expect(await passes(tagged)).toBe(may.edit)
    expect(await passes(as(caller)('deleteRun', { run_id: on.run }))).toBe(may.remove)
    const renamed = { experiment_id: on.experiment, new_name: `${on.experiment} by ${caller}` }
    expect(await passes(as(caller)('updateExperiment', renamed))).toBe(may.rename)
    const given = { experiment_id: on.experiment, holder: 'group', name: 'nobody' } as const
    expect(await passes(as(caller)('setAccess', given).catch(unlessMissing))).toBe(may.manage)
  }
})

test.each([...people, ...scoped])('what a %s is told they may do on the server is what they may do', async (caller) => {
  const rights = await as(caller)('getRights', {})
  const name = `made by ${caller}`
  expect(await passes(as(caller)('createModel', { name }))).toBe(rights.create)
  const sample = await world.app.request('/modelshelf/sample', {
    method: 'DELETE',
    headers: { ...world.headersOf(caller), 'Content-Type': 'application/json' },
    body: '{}',
  })
  expect(sample.status !== 403).toBe(rights.administrate) // 404 for an admin: it is not loaded
  const on = await things()
  expect(await passes(as(caller)('createVersion', { name: on.model, source: 's3://b/m' }))).toBe(
    rights.register && caller !== 'contributor', // who may register versions of models of their own
  )
})

test('a reader registers where they have a level, and rights tell nothing of what is hidden', async () => {
  const [open, hidden] = [await things(), await things(true)]
  const asked = { models: [open.model, hidden.model, 'none such'], experiment_ids: [hidden.experiment, '987654'] }
  const before = await as('reader')('getRights', asked)
  expect(before).toMatchObject({ create: false, register: false, models: [{ name: open.model }], experiments: [] })
  await as('admin')('setAccess', { model: open.model, holder: 'account', name: 'reader', level: 'CAN_EDIT' })
  expect(await as('reader')('getRights', {})).toMatchObject({ create: false, register: true, models: [] })
  await as('reader')('createVersion', { name: open.model, source: 's3://b/m' })
  await as('admin')('setAccess', { model: open.model, holder: 'account', name: 'reader' })
})

test.each([
  ['model', 'CAN_EDIT', ({ model }: Things) => ({ model })],
  ['experiment', 'EDIT', ({ experiment: experiment_id }: Things) => ({ experiment_id })],
] as const)('a manager gives, changes and takes levels on a %s', async (_kind, word, idOf) => {
  const on = await things()
  const id: ThingId = idOf(on)
  const manager = as('manager')
  const before = await manager('getAccess', id)
  expect(before).toMatchObject({ may: { manage: true }, why: 'account', givers: ['manager'] })
  const to = { holder: 'account', name: 'reader' } as const
  expect((await manager('setAccess', { ...id, ...to, level: word })).grants).toContainEqual({ ...to, level: word })
  expect(await as('reader')('getAccess', id)).toMatchObject({ level: word, may: { edit: true }, why: 'account' })
  expect((await manager('setAccess', { ...id, ...to })).grants).toEqual(before.grants)
  expect(await as('reader')('getAccess', id)).toMatchObject({ may: { edit: false }, why: 'default' })
  await manager('setAccess', { ...id, holder: 'everybody', level: 'NONE' })
  await expect(as('contributor')('getAccess', id)).rejects.toMatchObject({ status: 404 })
  await manager('setAccess', { ...id, holder: 'everybody' })
  await manager('setAccess', { ...id, holder: 'account', name: 'contributor', level: 'NONE' })
  await expect(as('contributor')('getAccess', id)).rejects.toMatchObject({ status: 404 })
  expect(await as('reader')('getAccess', id)).toMatchObject({ why: 'default' })
  const [kind, thing] = 'model' in id ? ['model', id.model] : ['experiment', Number(id.experiment_id)]
  expect(listAudit(world.db, 1)[0]).toMatchObject({ actor: 'manager', action: 'level-changed' })
  expect(listAudit(world.db, 2, { account: 'reader', action: 'level-changed' }).map(({ detail }) => detail)).toEqual([
    { [kind]: thing, account: 'reader', level: 'default' },
    { [kind]: thing, account: 'reader', level: word },
  ])
  expect(listAudit(world.db, 3)[1]?.detail).toEqual({ [kind]: thing, to: 'everybody', level: 'default' })
})

test('only those who may give levels see who has which, and all see whom to ask', async () => {
  const { model } = await things()
  const { grants, ...told } = await as('reader')('getAccess', { model })
  expect(grants).toBeUndefined()
  expect(told).toMatchObject({ level: 'CAN_READ', givers: ['manager'] })
  const alone = await unadministered()
  await as('admin')('setAccess', { model: alone.model, holder: 'account', name: 'editor' })
  expect((await as('reader')('getAccess', { model: alone.model })).givers).toEqual(['admin'])
})

test.each([
  ['no thing', {}, 400],
  ['two things', { model: 'm', experiment_id: '0' }, 400],
  ['a model that does not exist', { model: 'none such' }, 404],
  ['an experiment that does not exist', { experiment_id: '987654' }, 404],
])('%s is refused', async (_what, id, status) => {
  await expect(as('admin')('getAccess', id as ThingId)).rejects.toMatchObject({ status })
  const to = { holder: 'account', name: 'reader', level: 'READ' } as const
  await expect(as('admin')('setAccess', { ...id, ...to })).rejects.toMatchObject({ status })
})

test.each([
  ['a level of experiments', { holder: 'account', name: 'reader', level: 'EDIT' }, 400],
  ['an account that does not exist', { holder: 'account', name: 'nobody', level: 'CAN_EDIT' }, 404],
  ['a group that does not exist', { holder: 'group', name: 'nobody', level: 'CAN_EDIT' }, 404],
  ['an account without a name', { holder: 'account', level: 'CAN_EDIT' }, 400],
  ['a name for everybody', { holder: 'everybody', name: 'reader', level: 'CAN_EDIT' }, 400],
] as const)('%s is refused on a model, and nothing changes', async (_what, grant, status) => {
  const { model } = await things()
  const before = await as('admin')('getAccess', { model })
  await expect(as('admin')('setAccess', { model, ...grant })).rejects.toMatchObject({ status })
  expect(await as('admin')('getAccess', { model })).toEqual(before)
})
