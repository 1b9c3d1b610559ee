import { expect, test } from 'vitest'
import { type Inbox, requestsPath } from '#contract/review-paths.ts'
import { noRule } from '#contract/policy/rules.ts'
import { withOpenThings } from '../../testing/levels.ts'
import { deactivateAccount, deleteAccount } from '../store/accounts/accounts.ts'
import { levels } from '../store/accounts/level-words.ts'

const { world, on, as, set, model } = withOpenThings()

/** What everybody did until now, as if it had been done under the same names before there were accounts. */
const beforeAccounts = () =>
  world.db.write(() => world.db.run("UPDATE review_events SET data = json_remove(data, '$.verified')"))

async function approvedBy(): Promise<string[] | undefined> {
  const answer = await world.app.request(`/${requestsPath}`, { headers: world.headersOf('producer') })
  return ((await answer.json()) as Inbox).requests[0]?.approved_by
}

/** A version with two of three approvals, by the producer and the manager. */
async function withApprovals() {
  const move = { name: on.model, version: '2', stage: 'Production', archive_existing_versions: false }
  const rules = [{ ...noRule('Production'), approvals: 3 }]
  await as('admin')('setPolicy', { name: on.model, rules, revision: 0 })
  for (const caller of ['producer', 'manager'] as const) {
    await as('contributor')('createTransitionRequest', move)
    await as(caller)('approveTransitionRequest', move)
  }
  const given = async () => (await as('admin')('checkMove', move)).approvals.given
  expect(await given()).toEqual(['producer', 'manager'])
  return { move, given }
}

test.each([
  ['was deleted', () => world.db.write(() => deleteAccount(world.db, 'producer', 'test'))],
  ['was deactivated', () => world.db.write(() => deactivateAccount(world.db, 'producer', 'test'))],
  ['lost the level', () => set(model(), { holder: 'account', name: 'producer' }, levels.staging)],
])('the approval of somebody whose account %s does not count', async (_, change) => {
  const { move, given } = await withApprovals()
  await change()
  expect(await given()).toEqual(['manager'])
  const { missing } = await as('manager')('checkMove', move)
  expect(missing.map(({ text }) => text)).toEqual([
    expect.stringContaining(
      '1 so far: manager; producer’s approval no longer counts, because producer can no longer approve',
    ),
  ])
  await expect(as('manager')('transitionStage', move)).rejects.toMatchObject({ status: 409 })
})

test('approvals from before there were accounts do not count, and can be given again', async () => {
  const { move, given } = await withApprovals()
  expect(await approvedBy()).toEqual(['producer', 'manager'])
  await beforeAccounts()
  expect(await given()).toEqual([])
  expect(await approvedBy()).toBeUndefined()
  await as('contributor')('createTransitionRequest', move)
  await as('producer')('approveTransitionRequest', move)
  expect(await given()).toEqual(['producer'])
})

test('where contributors may move versions without a level, their approvals of leaving a guarded stage count', async () => {
  const id = { name: 'free', version: '1' }
  await as('contributor')('createModel', { name: id.name })
  await as('contributor')('createVersion', { name: id.name, source: 's3://b/m' })
  const move = { ...id, stage: 'Staging', archive_existing_versions: false }
  await as('editor')('transitionStage', move)
  const rules = [{ ...noRule('Staging'), approvals: 1 }]
  await as('contributor')('setPolicy', { name: id.name, rules, revision: 0 })
  await as('contributor')('createTransitionRequest', { ...move, stage: 'Production' })
  expect(await as('editor')('approveTransitionRequest', { ...move, stage: 'Production' })).toMatchObject({
    moved: true,
  })
})
