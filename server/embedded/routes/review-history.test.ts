import { beforeEach, describe, expect, test } from 'vitest'
import { openRequests } from '#contract/review-log.ts'
import { type Activities, activitiesPath, stageHistoryPath } from '#contract/review-paths.ts'
import { name, v1, v2, openWithReviews, type WithReviews } from '../../testing/reviews.ts'
import { eventsOf } from '../../testing/events-of.ts'

let app: WithReviews['app']
let ines: WithReviews['ines']
let mira: WithReviews['mira']
let get: WithReviews['get']
let activities: WithReviews['activities']
let inbox: WithReviews['inbox']
beforeEach(async () => {
  ;({ app, ines, mira, get, activities, inbox } = await openWithReviews())
})

const why = async (version: string) =>
  (await activities(version)).find(({ activity_type }) => activity_type === 'SYSTEM_TRANSITION')?.system_comment

describe('history', () => {
  test('names who registered, moved, renamed, gave aliases and described, newest first', async () => {
    await mira('transitionStage', { ...v1, stage: 'Production' })
    await ines('transitionStage', { ...v2, stage: 'Production', archive_existing_versions: true })
    await ines('setAlias', { ...v1, alias: 'champion' })
    await ines('setAlias', { ...v2, alias: 'champion' })
    await mira('updateVersion', { ...v2, description: 'Now with rain' })
    expect(
      (await activities()).map(({ activity_type, user_id, version }) => [activity_type, user_id, version]),
    ).toEqual([
      ['DESCRIPTION_CHANGED', 'Mira', '2'],
      ['ALIAS_MOVED', 'Inês', '2'],
      ['ALIAS_MOVED', 'Inês', '1'],
      ['SYSTEM_TRANSITION', 'Inês', '1'],
      ['APPLIED_TRANSITION', 'Inês', '2'],
      ['APPLIED_TRANSITION', 'Mira', '1'],
      ['REGISTERED', 'Inês', '2'],
      ['REGISTERED', 'Inês', '1'],
      ['CREATED', 'unknown', undefined],
    ])
    expect((await activities('1')).map(({ activity_type }) => activity_type)).toEqual([
      'ALIAS_MOVED',
      'SYSTEM_TRANSITION',
      'APPLIED_TRANSITION',
      'REGISTERED',
    ])
  })

  test('says with each version that moved along why it did', async () => {
    await mira('transitionStage', { ...v1, stage: 'Production' })
    const move = { ...v2, stage: 'Production', archive_existing_versions: true }
    const { activity_id } = await ines('moveWorkspaceVersion', move)
    expect(await why('1')).toBe('Because version 2 moved to Production')
    await ines('undoMove', { id: activity_id! })
    expect(await why('1')).toBe('As Inês undid a move')
    await ines('createTransitionRequest', { ...v2, stage: 'Staging' })
    await mira('approveTransitionRequest', { ...v2, stage: 'Staging' })
    expect(await why('2')).toBe('As Mira approved')
  })

  test('says what was in Production from when to when', async () => {
    await mira('transitionStage', { ...v1, stage: 'Production' })
    await ines('transitionStage', { ...v2, stage: 'Production', archive_existing_versions: true })
    await ines('deleteVersion', v2)
    const { stays } = await get<{ stays: object[] }>(
      `${stageHistoryPath}?${new URLSearchParams({ name, stage: 'production' })}`,
    )
    expect(stays).toMatchObject([
      { version: '1', by: 'Mira', until_by: 'Inês' },
      { version: '2', by: 'Inês', until_by: 'Inês' },
    ])
  })

  test('says since when each version is in its stage, whatever else was changed since', async () => {
    const moves = [
      { ...v1, stage: 'Archived' },
      { ...v1, stage: 'Production' },
      { ...v2, stage: 'Staging' },
    ]
    for (const move of moves) await mira('transitionStage', move)
    const at = (await activities('1'))[0]?.creation_timestamp
    await ines('updateVersion', { ...v1, description: 'Edited later' })
    const { stays } = await get<{ stays: object[] }>(`${stageHistoryPath}?${new URLSearchParams({ name })}`)
    expect(stays).toEqual([
      { version: '2', stage: 'Staging', by: 'Mira', since: expect.any(Number) },
      { version: '1', stage: 'Production', by: 'Mira', since: at },
      { version: '1', stage: 'Archived', by: 'Mira', until_by: 'Mira', since: expect.any(Number), until: at },
    ])
  })

  test('knows what was in Production before the log began, and that it still is', async () => {
    await mira('transitionStage', { ...v1, stage: 'Production' })
    await mira('transitionStage', { ...v2, stage: 'Production' })
    await app.db.write(() => app.db.run('DELETE FROM review_events')) // as in a database of an older Modelshelf
    await ines('transitionStage', { ...v1, stage: 'Archived' })
    const { stays } = await get<{ stays: object[] }>(
      `${stageHistoryPath}?${new URLSearchParams({ name, stage: 'Production' })}`,
    )
    expect(stays).toEqual([
      { version: '1', stage: 'Production', until: expect.any(Number), until_by: 'Inês' },
      { version: '2', stage: 'Production' },
    ])
  })

  test('follows a model that is renamed, and is not inherited by the next one of that name', async () => {
    await ines('createTransitionRequest', { ...v1, stage: 'Staging' })
    await mira('renameModel', { name, new_name: 'tides' })
    expect((await inbox()).map((request) => request.name)).toEqual(['tides'])
    await app.call('createModel', { name })
    expect(await activities()).toMatchObject([{ activity_type: 'CREATED' }])
    await app.call('deleteModel', { name: 'tides' })
    expect(await inbox()).toEqual([])
    await app.call('createModel', { name: 'tides' })
    const again = await get<Activities>(`${activitiesPath}?name=tides`)
    expect(again.activities.map(({ activity_type }) => activity_type)).toEqual(['CREATED'])
  })

  test('comes a hundred at a time', async () => {
    for (let i = 0; i < 120; i++) await ines('createComment', { ...v1, comment: `note ${i}` })
    const first = await get<Activities>(`${activitiesPath}?${new URLSearchParams(v1)}`)
    expect(first.activities).toHaveLength(100)
    const query = new URLSearchParams({ ...v1, page_token: first.next_page_token ?? '' })
    const second = await get<Activities>(`${activitiesPath}?${query}`)
    expect(second.activities.map(({ comment }) => comment)).toEqual([
      ...Array.from({ length: 20 }, (_, index) => `note ${19 - index}`),
      undefined, // registered
    ])
    expect(second.next_page_token).toBeUndefined()
  })

  test('lists the same open requests as the inbox, whatever happened', async () => {
    const steps: (() => Promise<unknown>)[] = [v1, v2].flatMap((id) =>
      (['Staging', 'Production', 'Archived'] as const).flatMap((stage) => [
        () => ines('createTransitionRequest', { ...id, stage }),
        () => mira('createTransitionRequest', { ...id, stage }),
        () => mira('approveTransitionRequest', { ...id, stage }),
        () => ines('rejectTransitionRequest', { ...id, stage }),
        () => ines('transitionStage', { ...id, stage, archive_existing_versions: stage !== 'Archived' }),
      ]),
    )
    for (let i = 0; i < 200; i++) {
      await steps[(i * 7919) % steps.length]?.().catch(() => undefined) // refused where there is nothing to decide
      const log = eventsOf(
        app.db,
        Number((await app.call('getWorkspaceModel', { name })).registered_model_databricks.id),
      )
      expect((await inbox()).map(({ id }) => Number(id.split('.')[1]))).toEqual(
        openRequests(log).map(({ number }) => number),
      )
    }
  })
})
