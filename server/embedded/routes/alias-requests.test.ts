import { beforeEach, describe, expect, test } from 'vitest'
import { name, openWithReviews, v1, v2, type WithReviews } from '../../testing/reviews.ts'
import { noRule } from '#contract/policy/rules.ts'

// A request for an alias alone: `stage` is the alias with its `@` (docs/reviews.md §2).

let app: WithReviews
beforeEach(async () => {
  app = await openWithReviews()
})

const champion = { ...v1, stage: '@Tide_champion' }
const guard = (rule: object) =>
  app.ines('setPolicy', { name, revision: 0, rules: [{ ...noRule('@Tide_champion'), ...rule }] })
const holder = async (alias = 'Tide_champion') =>
  (await app.ines('getModel', { name })).registered_model.aliases?.find((it) => it.alias === alias)?.version
const conflict = (message: string) => ({ code: 'RESOURCE_CONFLICT', message: expect.stringContaining(message) })

test('is created once for each person, listed, and shown in the inbox and the activity', async () => {
  const { request } = await app.ines('createTransitionRequest', { ...champion, comment: 'Best on holidays.' })
  expect(request).toMatchObject({ user_id: 'Inês', to_stage: '@Tide_champion', comment: 'Best on holidays.' })
  expect(request.from_stage).toBeUndefined()
  expect((await app.ines('createTransitionRequest', champion)).request.id).toBe(request.id)
  expect((await app.mira('createTransitionRequest', { ...v1, stage: '@other' })).request.id).not.toBe(request.id)
  expect((await app.mira('listTransitionRequests', v1)).requests?.map(({ to_stage }) => to_stage)).toEqual([
    '@Tide_champion',
    '@other',
  ])
  expect(await app.inbox()).toMatchObject([{ name, version: '1', to_stage: '@Tide_champion' }, { to_stage: '@other' }])
  expect((await app.activities('1'))[1]).toMatchObject({ activity_type: 'REQUESTED_TRANSITION', id: request.id })
})

test('refuses what no alias can be, and what the version has', async () => {
  for (const stage of ['@', '@latest', '@LATEST', '@v7', '@with space', 'Tide_champion'])
    await expect(app.ines('createTransitionRequest', { ...v1, stage })).rejects.toMatchObject({ status: 400 })
  await app.mira('setAlias', { ...v1, alias: 'Tide_champion' })
  await expect(app.ines('createTransitionRequest', champion)).rejects.toMatchObject(conflict('already has'))
  await expect(app.ines('createTransitionRequest', { ...champion, version: '9' })).rejects.toMatchObject({
    status: 404,
  })
})

test('an approval moves the alias and nothing else, closes every request for it, and can be undone', async () => {
  await app.mira('setAlias', { ...v2, alias: 'Tide_champion' })
  await app.ines('createTransitionRequest', champion)
  await app.mira('createTransitionRequest', champion)
  await app.ines('createTransitionRequest', { ...v1, stage: 'Staging' })
  await expect(
    app.mira('approveTransitionRequest', { ...champion, archive_existing_versions: true }),
  ).rejects.toMatchObject({ status: 400 })
  const { activity, moved } = await app.mira('approveTransitionRequest', champion)
  expect(moved).toBe(true)
  expect(await holder()).toBe('1')
  expect((await app.inbox()).map(({ to_stage }) => to_stage)).toEqual(['Staging'])
  expect((await app.ines('getVersion', v1)).model_version.current_stage).toBe('None')
  await expect(app.ines('undoMove', { id: activity.id })).rejects.toMatchObject({ status: 403 })
  await app.mira('undoMove', { id: activity.id })
  expect(await holder()).toBe('2')
  expect((await app.inbox()).map(({ to_stage }) => to_stage)).toEqual(['@Tide_champion', '@Tide_champion', 'Staging'])
  await expect(app.mira('undoMove', { id: activity.id })).rejects.toMatchObject(conflict('already been undone'))
})

test('one that gave a new alias is undone by removing it', async () => {
  await app.ines('createTransitionRequest', champion)
  const { activity } = await app.mira('approveTransitionRequest', champion)
  await app.mira('undoMove', { id: activity.id })
  expect(await holder()).toBeUndefined()
})

test('who is late is told who decided and when, also by a move without a request', async () => {
  await app.ines('createTransitionRequest', champion)
  await app.mira('rejectTransitionRequest', champion)
  await expect(app.ines('approveTransitionRequest', champion)).rejects.toMatchObject(
    conflict('to @Tide_champion is closed: rejected by Mira at 2'),
  )
  await app.ines('createTransitionRequest', champion)
  await app.ines('deleteTransitionRequest', { ...champion, creator: 'Inês' })
  await expect(app.mira('approveTransitionRequest', champion)).rejects.toMatchObject(conflict('withdrawn by Inês at 2'))
  await app.ines('createTransitionRequest', champion)
  await app.mira('setAlias', { ...v1, alias: 'Tide_champion' })
  expect(await app.inbox()).toEqual([])
  await expect(app.ines('rejectTransitionRequest', champion)).rejects.toMatchObject(conflict('moved by Mira at 2'))
})

test('a deleted version takes its request with it', async () => {
  await app.ines('createTransitionRequest', champion)
  await app.mira('deleteVersion', v1)
  expect(await app.inbox()).toEqual([])
})

test('aliases that a request names move along when the approval names none, and only those that it names else', async () => {
  await app.ines('createTransitionRequest', { ...v1, stage: 'Staging', aliases: ['canary', 'canary'] })
  expect((await app.inbox())[0]?.aliases).toEqual(['canary'])
  await app.mira('approveTransitionRequest', { ...v1, stage: 'Staging' })
  expect(await holder('canary')).toBe('1')
  await app.ines('createTransitionRequest', { ...v2, stage: '@Tide_champion', aliases: ['canary'] })
  await app.mira('approveTransitionRequest', { ...v2, stage: '@Tide_champion', aliases: [] })
  expect([await holder(), await holder('canary')]).toEqual(['2', '1'])
  await expect(
    app.ines('createTransitionRequest', { ...v1, stage: 'Production', aliases: ['latest'] }),
  ).rejects.toMatchObject({ status: 400 })
})

describe('under a policy for the alias', () => {
  test('the alias moves with the last approval, of other people, and not before by any call', async () => {
    await guard({ approvals: 2 })
    await app.ines('createTransitionRequest', champion)
    await expect(app.ines('approveTransitionRequest', champion)).rejects.toMatchObject(conflict('requested themselves'))
    expect((await app.mira('approveTransitionRequest', champion)).moved).toBe(false)
    expect((await app.inbox())[0]?.approved_by).toEqual(['Mira'])
    await expect(app.mira('setAlias', { ...v1, alias: 'Tide_champion' })).rejects.toMatchObject(
      conflict('1 so far: Mira'),
    )
    await expect(
      app.mira('moveWorkspaceVersion', { ...v1, stage: 'Staging', aliases: ['Tide_champion'] }),
    ).rejects.toMatchObject(conflict('2 approvals'))
    expect((await app.as('Ömer')('approveTransitionRequest', champion)).moved).toBe(true)
    expect(await holder()).toBe('1')
    await expect(app.mira('deleteAlias', { name, alias: 'Tide_champion' })).rejects.toMatchObject(
      conflict('cannot be removed'),
    )
  })

  test('approvals of the same alias for another version, or of another alias, do not count', async () => {
    await guard({ approvals: 1 })
    await app.ines('createTransitionRequest', champion)
    await app.ines('createTransitionRequest', { ...v2, stage: '@Tide_champion' })
    await app.ines('createTransitionRequest', { ...v1, stage: '@tide_champion' })
    await app.mira('approveTransitionRequest', { ...v1, stage: '@tide_champion' }) // another one: no policy
    expect(await holder()).toBeUndefined()
    expect((await app.mira('approveTransitionRequest', { ...v2, stage: '@Tide_champion' })).moved).toBe(true)
    await expect(app.mira('setAlias', { ...v1, alias: 'Tide_champion' })).rejects.toMatchObject(conflict('0 so far'))
  })

  test('nobody gets round it with a request for another alias that takes this one along', async () => {
    await guard({ approvals: 1 })
    const other = { ...v1, stage: '@other' }
    await app.ines('createTransitionRequest', other)
    const along = { ...other, aliases: ['Tide_champion'] }
    await expect(app.ines('approveTransitionRequest', along)).rejects.toMatchObject(conflict('requested themselves'))
    await app.ines('createTransitionRequest', { ...along, stage: '@third' })
    expect((await app.mira('listTransitionRequests', v1)).requests?.[1]?.system_comment).toBe('With @Tide_champion')
    await expect(app.ines('approveTransitionRequest', { ...v1, stage: '@third' })).rejects.toMatchObject(
      conflict('requested themselves'),
    )
    expect([await holder(), await holder('other')]).toEqual([undefined, undefined])
  })

  test('what the version lacks refuses the approval, and an override can be undone', async () => {
    await guard({ description: true, approvals: 1 })
    await app.ines('createTransitionRequest', champion)
    await expect(app.mira('approveTransitionRequest', champion)).rejects.toMatchObject(conflict('a description'))
    const check = await app.mira('checkMove', { ...v1, stage: '@Tide_champion' })
    expect(check.missing.map(({ text }) => text)).toEqual(['a description', '1 approval (0 so far)'])
    const { activity_id } = await app.mira('overrideMove', {
      ...v1,
      aliases: ['Tide_champion'],
      comment: 'Flood tonight.',
    })
    expect([await holder(), await app.inbox()]).toEqual(['1', []])
    await app.mira('undoMove', { id: activity_id })
    expect(await holder()).toBeUndefined()
    expect(await app.inbox()).toHaveLength(1)
  })
})
