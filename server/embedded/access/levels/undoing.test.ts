import { expect, test } from 'vitest'
import { noRule } from '#contract/policy/rules.ts'
import { account, withOpenThings } from '../../../testing/levels.ts'
import { levels } from '../../store/accounts/level-words.ts'

// Which level undoing a move takes.

const { on, as, set, model } = withOpenThings()

test('who may give an alias may also undo that, whichever of its activities they name', async () => {
  const champion = { name: on.model, version: '2', stage: '@champion' }
  const editor = as('editor')
  const { activity } = await editor('approveTransitionRequest', champion)
  const [log, number] = activity.id.split('.')
  await editor('undoMove', { id: `${log}.${Number(number) + 1}` })
  expect((await editor('getModel', { name: on.model })).registered_model.aliases ?? []).toEqual([])
})

const refusedTo = (level: string) => ({ status: 403, message: expect.stringContaining(level) })
const PRODUCTION = 'CAN_MANAGE_PRODUCTION_VERSIONS'

test.each([
  ['to Production', ['Production'], PRODUCTION],
  ['from Production', ['Production', 'Archived'], PRODUCTION],
  ['to Staging', ['Staging'], 'CAN_MANAGE_STAGING_VERSIONS'],
])('who moved a version %s undoes that while they have the level for it', async (_, stages, level) => {
  const producer = as('producer')
  const on2 = { name: on.model, version: '2', archive_existing_versions: false }
  let id = ''
  for (const stage of stages) id = (await producer('moveWorkspaceVersion', { ...on2, stage })).activity_id!
  await set(model(), account('producer'), level === PRODUCTION ? levels.staging : levels.edit)
  await expect(producer('undoMove', { id })).rejects.toMatchObject(refusedTo(level))
  await set(model(), account('producer'), level === PRODUCTION ? levels.production : levels.staging)
  await producer('undoMove', { id })
})

test('undoing takes the level of all that was moved, whichever of its activities is named', async () => {
  const id = { name: on.model, version: '1', comment: 'because' }
  const manager = as('manager')
  await as('admin')('setPolicy', { name: on.model, rules: [{ ...noRule('Production'), approvals: 1 }], revision: 0 })
  for (const to of [{ stage: 'Production' }, { aliases: ['guarded'] }]) {
    const { activity_id = '' } = await manager('overrideMove', { ...id, ...to })
    await set(model(), account('manager'), levels.staging)
    await expect(manager('undoMove', { id: activity_id })).rejects.toMatchObject(refusedTo(PRODUCTION))
    await set(model(), account('manager'), levels.manage)
    await manager('undoMove', { id: activity_id })
  }
  const moved = { name: on.model, version: '2', stage: 'Staging', archive_existing_versions: false }
  const { activity_id = '' } = await manager('moveWorkspaceVersion', { ...moved, aliases: ['guarded'] })
  await set(model(), account('manager'), levels.staging)
  await expect(manager('undoMove', { id: activity_id })).rejects.toMatchObject(refusedTo(PRODUCTION))
})
