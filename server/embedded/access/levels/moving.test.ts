import { expect, test } from 'vitest'
import { noRule } from '#contract/policy/rules.ts'
import { type Inbox, requestsPath } from '#contract/review-paths.ts'
import type { Caller } from '../../../testing/accounts.ts'
import { account, withOpenThings } from '../../../testing/levels.ts'
import { createAccount } from '../../store/accounts/accounts.ts'
import { levels } from '../../store/accounts/level-words.ts'
import { createToken } from '../../store/accounts/tokens.ts'

// Who moves versions and aliases, and who decides on requests for that.

const { world, on, as, withToken, set, model } = withOpenThings()

test('whoever makes a thing manages it, and contributors move versions where nobody else has a level', async () => {
  const name = 'made'
  await as('contributor')('createModel', { name })
  await as('contributor')('createVersion', { name, source: 's3://b/m' })
  const move = (caller: Caller, stage: string) => as(caller)('transitionStage', { name, version: '1', stage })
  await move('editor', 'Production') // a contributor like any other here
  await expect(move('reader', 'Staging')).rejects.toMatchObject({ status: 403 })
  await expect(as('editor')('deleteModel', { name })).rejects.toMatchObject({ status: 403 })
  await set({ kind: 'model', name }, account('stager'), levels.staging)
  await expect(move('editor', 'Archived')).rejects.toMatchObject({ status: 403 })
  await expect(move('stager', 'Archived')).rejects.toMatchObject({ status: 403 }) // out of Production
  await move('contributor', 'Archived')
  await move('stager', 'Staging')
  await as('contributor')('renameModel', { name, new_name: 'renamed' })
  await as('stager')('transitionStage', { name: 'renamed', version: '1', stage: 'None' })
  await as('contributor')('deleteModel', { name: 'renamed' })
  await as('editor')('createModel', { name: 'renamed' }) // levels do not come back with the name
  await expect(as('contributor')('deleteModel', { name: 'renamed' })).rejects.toMatchObject({ status: 403 })
})

test('a service account that manages a model moves versions, and neither approves, rejects nor overrides', async () => {
  const secret = await world.db.write(() => {
    createAccount(world.db, { name: 'ci', role: 'contributor', kind: 'service' }, 'test')
    return createToken(world.db, 'ci', { name: 'ci', scope: 'all', days: 1 }, 'test')
  })
  await set(model(), { holder: 'account', name: 'ci' }, levels.manage)
  const ci = withToken(secret)
  const version = { name: on.model, version: '2' }
  const refused = { status: 403, message: expect.stringContaining('a person') }
  const asked = { ...version, stage: 'Archived' }
  await expect(ci('approveTransitionRequest', asked)).rejects.toMatchObject(refused)
  await expect(ci('rejectTransitionRequest', asked)).rejects.toMatchObject(refused)
  const override = { ...version, aliases: ['guarded'], comment: 'because' }
  await expect(ci('overrideMove', override)).rejects.toMatchObject(refused)
  await ci('transitionStage', { ...version, stage: 'Staging' })
})

test('where the policy asks for approvals, contributors without a level neither move nor approve', async () => {
  const id = { name: 'approved', version: '1' }
  await as('contributor')('createModel', { name: id.name })
  await as('contributor')('createVersion', { name: id.name, source: 's3://b/m' })
  const rules = [{ ...noRule('Production'), approvals: 1 }]
  await as('contributor')('setPolicy', { name: id.name, rules, revision: 0 })
  const editor = as('editor') // a contributor like any other here
  const move = { ...id, stage: 'Production', archive_existing_versions: false }
  const refused = { status: 403, message: expect.stringContaining('CAN_MANAGE_PRODUCTION_VERSIONS') }
  await as('producer')('createTransitionRequest', move)
  await expect(editor('approveTransitionRequest', move)).rejects.toMatchObject(refused)
  await expect(editor('transitionStage', move)).rejects.toMatchObject(refused)
  const { models } = await editor('getRights', { models: [id.name] })
  expect(models[0]?.may).toMatchObject({ moveToStaging: true, moveToProduction: false })
  await editor('transitionStage', { ...move, stage: 'Staging' })
})

test('an alias takes CAN_EDIT, also one that moves along where every contributor may move versions', async () => {
  const id = { name: 'made', version: '1' }
  await as('contributor')('createModel', { name: id.name })
  await as('contributor')('createVersion', { name: id.name, source: 's3://b/m' })
  const editor = as('editor') // a contributor like any other here
  const refused = { status: 403, message: expect.stringContaining('CAN_EDIT') }
  const move = { ...id, stage: 'Staging', archive_existing_versions: false }
  await expect(editor('moveWorkspaceVersion', { ...move, aliases: ['live'] })).rejects.toMatchObject(refused)
  await editor('createTransitionRequest', { ...id, stage: 'Staging', aliases: ['live'] })
  await expect(editor('approveTransitionRequest', move)).rejects.toMatchObject(refused)
  await expect(editor('approveTransitionRequest', { ...move, aliases: ['other'] })).rejects.toMatchObject(refused)
  expect((await editor('getModel', { name: id.name })).registered_model.aliases ?? []).toEqual([])
  await editor('approveTransitionRequest', { ...move, aliases: [] })
  await editor('createTransitionRequest', { ...id, stage: 'Archived', aliases: ['live'] })
  await as('contributor')('approveTransitionRequest', { ...move, stage: 'Archived' })
  expect((await editor('getModel', { name: id.name })).registered_model.aliases).toEqual([
    { alias: 'live', version: '1' },
  ])
})

test('the inbox tells each person which requests they may decide', async () => {
  const version = { name: on.model, version: '1' }
  const decides = async (caller: Caller) => {
    const response = await world.app.request(`/${requestsPath}`, { headers: world.headersOf(caller) })
    const { requests } = (await response.json()) as Inbox
    return requests
      .filter(({ name, user_id }) => name === on.model && user_id === 'contributor')
      .map(({ to_stage, may_decide }) => [to_stage, may_decide])
  }
  for (const stage of ['Archived', 'Production', '@other', '@guarded'])
    await as('contributor')('createTransitionRequest', { ...version, stage })
  await set(model(), account('reader'), levels.staging)
  expect(await decides('reader')).toEqual([
    ['Archived', true],
    ['Production', false],
    ['@other', true],
    ['@guarded', false],
  ])
  expect((await decides('admin')).map(([, may]) => may)).toEqual([true, true, true, true])
})
