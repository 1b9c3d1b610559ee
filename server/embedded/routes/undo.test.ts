import { beforeEach, describe, expect, test, vi } from 'vitest'
import { openRequests } from '#contract/review-log.ts'
import { UNDO_MS } from '#contract/review-paths.ts'
import { clientOf, openTestApp } from '../../testing/app.ts'
import { eventsOf } from '../../testing/events-of.ts'

// A move can be taken back for a minute, by who made it, and only as a whole (docs/reviews.md §4).

const name = 'tide level'
let app: ReturnType<typeof openTestApp>
const as = (user: string) => clientOf(app.app, user)
let ines: ReturnType<typeof as>

beforeEach(async () => {
  app = openTestApp()
  ines = as('Inês')
  await ines('createModel', { name })
  for (let i = 0; i < 3; i++) await ines('createVersion', { name, source: 's3://bucket/model' })
  await ines('transitionStage', { name, version: '1', stage: 'Production' })
  await ines('transitionStage', { name, version: '2', stage: 'Staging' })
  await ines('setAlias', { name, version: '1', alias: 'champion' })
})

/** `stage @alias…` of each version. */
const state = () =>
  Promise.all(
    ['1', '2', '3'].map(async (version) => {
      const { current_stage, aliases = [] } = (await ines('getVersion', { name, version })).model_version
      return [current_stage, ...aliases.map((alias) => `@${alias}`)].join(' ')
    }),
  )

const move = async (version: string, aliases: string[] = []) => {
  const to = { name, version, stage: 'production', archive_existing_versions: true, aliases }
  return (await ines('moveWorkspaceVersion', to)).activity_id ?? ''
}

describe('undoing a move', () => {
  test('restores the stages and the aliases of every version it changed', async () => {
    const before = await state()
    const id = await move('2', ['champion', 'newest'])
    expect(await state()).toEqual(['Archived', 'Production @champion @newest', 'None'])
    const { activity } = await ines('undoMove', { id })
    expect(activity).toMatchObject({ activity_type: 'UNDONE', user_id: 'Inês', version: '2', to_stage: 'Production' })
    expect(await state()).toEqual(before)
  })

  test('is possible once, and cannot be undone itself', async () => {
    const id = await move('2')
    const { activity } = await ines('undoMove', { id })
    await expect(ines('undoMove', { id })).rejects.toThrow('This move has already been undone.')
    await expect(ines('undoMove', { id: activity.id })).rejects.toThrow('There is no move with the id')
    const next = `${id.split('.')[0]}.${Number(activity.id.split('.')[1]) + 1}`
    await expect(ines('undoMove', { id: next })).rejects.toThrow('There is no move with the id')
  })

  test('is refused to others, and when something else was changed since, but not after a comment', async () => {
    const id = await move('2')
    await expect(as('Mira')('undoMove', { id })).rejects.toMatchObject({ code: 'PERMISSION_DENIED', status: 403 })
    await ines('createComment', { name, version: '2', comment: 'Watch the wind.' })
    await ines('updateVersion', { name, version: '2', description: 'Moved.' })
    await as('Mira')('setAlias', { name, version: '3', alias: 'challenger' })
    await expect(ines('undoMove', { id })).rejects.toMatchObject({
      code: 'RESOURCE_CONFLICT',
      message: 'Mira has changed a stage or an alias since, so this move cannot be undone.',
    })
  })

  test('follows a rename', async () => {
    const id = await move('2')
    await ines('renameModel', { name, new_name: 'sea level' })
    await ines('undoMove', { id })
    expect((await ines('getVersion', { name: 'sea level', version: '1' })).model_version.current_stage).toBe(
      'Production',
    )
  })

  test('is refused when a minute has passed', async () => {
    const id = await move('2')
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + UNDO_MS + 1 })
    try {
      await expect(ines('undoMove', { id })).rejects.toThrow('A move can be undone for 60 seconds only.')
    } finally {
      vi.useRealTimers()
    }
  })

  test('opens the requests again that the move or its approval had closed', async () => {
    const version = { name, version: '2' }
    for (const user of ['Ada', 'Bo']) await as(user)('createTransitionRequest', { ...version, stage: 'Production' })
    await as('Ada')('createTransitionRequest', { ...version, stage: 'Archived' })
    const { requests } = await ines('listTransitionRequests', version)
    const approve = { ...version, stage: 'Production', archive_existing_versions: true, aliases: ['champion'] }
    const { activity } = await ines('approveTransitionRequest', approve)
    expect((await ines('listTransitionRequests', version)).requests).toHaveLength(1)
    await ines('undoMove', { id: activity.id })
    expect(await state()).toEqual(['Production @champion', 'Staging', 'None'])
    expect((await ines('listTransitionRequests', version)).requests).toEqual(requests)
    const log = Number(activity.id.split('.')[0])
    expect(openRequests(eventsOf(app.db, log))).toHaveLength(3)
  })

  test.each(['', '1', '1.0', '99.1', '1.999', 'x.y', '1.1', '9'.repeat(30)])('refuses the id “%s”', async (id) => {
    await expect(ines('undoMove', { id })).rejects.toMatchObject({ status: id === '' ? 400 : 404 })
  })
})

test('a move that is refused gives no alias either', async () => {
  const to = { name, version: '2', stage: 'Production', archive_existing_versions: false }
  await expect(ines('moveWorkspaceVersion', { ...to, aliases: ['champion', 'v9'] })).rejects.toMatchObject({
    code: 'INVALID_PARAMETER_VALUE',
  })
  expect(await state()).toEqual(['Production @champion', 'Staging', 'None'])
})
