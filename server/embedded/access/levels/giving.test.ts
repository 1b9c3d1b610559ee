import { expect, test } from 'vitest'
import type { Caller } from '../../../testing/accounts.ts'
import { account, everybody, withOpenThings } from '../../../testing/levels.ts'
import { createGroup, joinGroup } from '../../store/accounts/groups.ts'
import { createAccount, deleteAccount } from '../../store/accounts/accounts.ts'
import { levels } from '../../store/accounts/level-words.ts'
import { isUnadministered } from '../../store/accounts/levels.ts'

// What a level lets do, whoever it is of, and from when on.

const { world, on, as, set, model, experiment, askProxy } = withOpenThings()

const describe = (caller: Caller) => as(caller)('updateModel', { name: on.model, description: 'd' })
const readModel = () => as('contributor')('getModel', { name: on.model })

test('a level that is given counts at once, also for a reader, and no more once it is taken away', async () => {
  await expect(describe('reader')).rejects.toMatchObject({ status: 403, message: expect.stringContaining('CAN_EDIT') })
  await set(model(), account('reader'), levels.edit)
  await describe('reader')
  await set(model(), account('reader'))
  await expect(describe('reader')).rejects.toMatchObject({ status: 403 })
})

test('a level for everybody lets contributors change a thing, and readers only read it', async () => {
  await set(model(), everybody, levels.edit)
  await describe('contributor')
  await expect(describe('reader')).rejects.toMatchObject({ status: 403 })
})

test('a group shares its level with its members', async () => {
  await set(model(), everybody, levels.none)
  await expect(readModel()).rejects.toMatchObject({ status: 404 })
  await world.db.write(() => {
    createGroup(world.db, 'team', 'test')
    joinGroup(world.db, 'team', 'contributor', 'test')
  })
  await set(model(), { holder: 'group', name: 'team' }, levels.edit)
  await describe('contributor')
  expect((await readModel()).registered_model.description).toBe('d')
  await expect(describe('reader')).rejects.toMatchObject({ status: 404 })
})

test('a level of none of one’s own closes a thing, whatever the groups have', async () => {
  await world.db.write(() => {
    createGroup(world.db, 'team', 'test')
    joinGroup(world.db, 'team', 'contributor', 'test')
  })
  for (const thing of [model(), experiment()]) {
    await set(thing, { holder: 'group', name: 'team' }, levels.manage)
    await set(thing, account('contributor'), levels.none)
  }
  const refused = { status: 404 }
  await expect(readModel()).rejects.toMatchObject(refused)
  await expect(describe('contributor')).rejects.toMatchObject(refused)
  const { registered_models } = await as('contributor')('searchModels', { filter: `name = '${on.model}'` })
  expect(registered_models ?? []).toEqual([])
  for (const method of ['PUT', 'GET'])
    expect([method, (await askProxy('contributor', method, `/${on.experiment}/f`))[0]]).toEqual([method, 404])
  await set(model(), account('contributor'))
  await describe('contributor')
})

test.each([
  ['reader', 'CAN_READ'],
  ['contributor', 'CAN_READ'],
  ['editor', 'CAN_EDIT'],
  ['stager', 'CAN_MANAGE_STAGING_VERSIONS'],
  ['producer', 'CAN_MANAGE_PRODUCTION_VERSIONS'],
  ['manager', 'CAN_MANAGE'],
  ['admin', 'CAN_MANAGE'],
] as const)('tells a %s the level %s', async (caller, level) => {
  const { registered_model_databricks: found } = await as(caller)('getWorkspaceModel', { name: on.model })
  expect(found.permission_level).toBe(level)
})

test('a taken name is taken, also if what has it is hidden', async () => {
  const hidden = await world.db.write(() => world.things(true, 'admin'))
  const taken = { code: 'RESOURCE_ALREADY_EXISTS' }
  await expect(as('contributor')('createModel', { name: hidden.model })).rejects.toMatchObject(taken)
  const name = `${hidden.mark}-experiment`
  await expect(as('contributor')('createExperiment', { name })).rejects.toMatchObject(taken)
})

test('a group has no level of none, which would close nothing to its members', async () => {
  await world.db.write(() => createGroup(world.db, 'team', 'test'))
  for (const thing of [model(), experiment()])
    await expect(set(thing, { holder: 'group', name: 'team' }, levels.none)).rejects.toMatchObject({
      code: 'INVALID_PARAMETER_VALUE',
    })
})

test('a level ends with its account, so that it does not count for a model that contributors may move', async () => {
  await as('contributor')('createModel', { name: 'left' })
  await world.db.write(() => createAccount(world.db, { name: 'leaver', role: 'contributor' }, 'test'))
  await set({ kind: 'model', name: 'left' }, { holder: 'account', name: 'leaver' }, levels.production)
  expect(isUnadministered(world.db, 'left')).toBe(false)
  await world.db.write(() => deleteAccount(world.db, 'leaver', 'test'))
  expect(isUnadministered(world.db, 'left')).toBe(true)
})

test('who made a model stays that when a client writes back the level it read', async () => {
  const name = 'made'
  await as('contributor')('createModel', { name })
  const made = { kind: 'model', name } as const
  await set(made, account('contributor'), levels.manage)
  expect(isUnadministered(world.db, name)).toBe(true)
  await set(made, account('contributor'), levels.edit)
  expect(isUnadministered(world.db, name)).toBe(false)
})
