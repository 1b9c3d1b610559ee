import { expect, test } from 'vitest'
import { numbers, VERSIONS, withHeavyThings } from '../../testing/heavy-writing.ts'
import { filesState } from '../store/reviews/policy/version-files.ts'

// Moves that are made and undone in the thread. Those that a policy guards are decided by the files that the versions then have.

const on = withHeavyThings({ accounts: false })

const SIGNED = 'flavors:\n  python_function:\n    loader_module: m\nsignature:\n  inputs: "[]"\n'
const FOLDER = '0/tides'
const to = { name: 'tides', version: '1', stage: 'Production' }

/** The version 1 has a signature, which Production asks for; all others are there. */
async function fill(more: object = {}) {
  await on.put(`${FOLDER}/MLmodel`, SIGNED)
  await on.put('0/others/model.pkl', 'weights')
  await on.db.write(() => {
    on.db.run("UPDATE model_versions SET current_stage = 'Production' WHERE version > 1")
    on.db.run("UPDATE model_versions SET storage_location = 'mlflow-artifacts:/0/others' WHERE version > 1")
    on.db.run("UPDATE model_versions SET storage_location = 'mlflow-artifacts:/0/tides' WHERE version = 1")
  })
  const rule = { target: 'Production', signature: true, single: true, ...more }
  await on.call('setPolicy', { name: 'tides', rules: [rule], revision: 0 })
  on.ran = []
}

const stages = () =>
  on.db.lists<[stage: string, count: number]>(
    'SELECT current_stage, count(*) FROM model_versions GROUP BY current_stage ORDER BY current_stage',
  )
const MOVED = [
  ['Archived', VERSIONS - 1],
  ['Production', 1],
]
const updates = () => on.ran.filter((sql) => sql.includes('UPDATE model_versions'))

/** Runs something before the next write of the thread, or while that is under way. */
function withNextAside({ before, meanwhile }: { before?: () => Promise<void>; meanwhile?: () => void }) {
  const { aside } = on.db
  on.db.aside = async (fn, isAwaited) => {
    on.db.aside = aside
    await before?.()
    return aside(() => {
      const done = fn()
      meanwhile?.()
      return done
    }, isAwaited)
  }
}

test('a guarded move that archives many versions is made and undone in the thread', async () => {
  await fill()
  const before = stages()
  const { activity_id = '' } = await on.call('moveWorkspaceVersion', to)
  expect(stages()).toEqual(MOVED)
  // What the others had when they left is kept, as this thread would.
  const kept = on.db.all(
    "SELECT count(*) AS count, data ->> '$.files' AS files FROM review_events GROUP BY 2 ORDER BY 2",
  )
  expect(kept).toMatchObject([{ files: null }, { count: VERSIONS - 1, files: expect.any(String) as string }])
  await on.call('undoMove', { id: activity_id })
  expect(stages()).toEqual(before)
  expect(updates()).toEqual([])
})

test('a guarded move that archives few versions is made in the thread if it looks at the files of each', async () => {
  await fill()
  await on.db.write(() => on.db.run("UPDATE model_versions SET current_stage = 'None' WHERE version > 20"))
  on.ran = []
  const { activity_id = '' } = await on.call('moveWorkspaceVersion', to)
  await on.call('undoMove', { id: activity_id })
  expect(updates()).toEqual([])
  expect(stages()).toEqual([
    ['None', VERSIONS - 19],
    ['Production', 19],
  ])
  await on.db.write(() => on.db.run("UPDATE model_versions SET current_stage = 'None' WHERE version > 5"))
  on.ran = []
  await on.call('moveWorkspaceVersion', to)
  expect(updates()).toHaveLength(2) // the version, and the others
})

test('an override and an approval that archive many versions are made in the thread', async () => {
  await fill({ approvals: 1, input_example: true })
  await on.call('overrideMove', { ...to, aliases: [], comment: 'Needed today' })
  expect(stages()).toEqual(MOVED)
  await on.call('createTransitionRequest', { name: 'tides', version: '2', stage: 'Staging' })
  await on.db.write(() => on.db.run("UPDATE model_versions SET current_stage = 'Staging' WHERE version > 2"))
  on.ran = []
  await on.call('approveTransitionRequest', {
    name: 'tides',
    version: '2',
    stage: 'Staging',
    archive_existing_versions: true,
  })
  expect(stages()).toEqual([
    ['Archived', VERSIONS - 2],
    ['Production', 1],
    ['Staging', 1],
  ])
  expect(updates()).toEqual([])
})

test('refuses a guarded move whose files have changed since they were read', async () => {
  await fill()
  // The first attempt, which has not read them, and the next one.
  let isChanged = false
  const change = async () => {
    isChanged = true
    await on.put(`${FOLDER}/MLmodel`, 'flavors: {}\n')
  }
  withNextAside({ before: async () => withNextAside({ before: change }) })
  await expect(on.call('moveWorkspaceVersion', to)).rejects.toMatchObject({
    status: 409,
    message: expect.stringContaining('signature') as string,
  })
  expect([isChanged, stages()[0]]).toEqual([true, ['None', 1]])
})

test('files that arrive while the thread makes a guarded move wait for it, and are refused', async () => {
  await fill()
  let arrived: Promise<unknown> = Promise.resolve()
  const upload = () => {
    arrived = on.put(`${FOLDER}/MLmodel`, 'flavors: {}\n').catch((error: unknown) => error)
  }
  // The first attempt has not read the files.
  withNextAside({ before: async () => withNextAside({ meanwhile: upload }) })
  const before = filesState(on.db, on.artifacts, to)
  await on.call('moveWorkspaceVersion', to)
  expect(stages()).toEqual(MOVED)
  expect(String(await arrived)).toContain('Its policy does not allow changing them there')
  expect(filesState(on.db, on.artifacts, to)).toBe(before)
})

test('a move of a version that has moved very often since somebody asked for one is undone in the thread', async () => {
  const version = { name: 'tides', version: '1' }
  await on.call('createTransitionRequest', { ...version, stage: 'Staging' })
  const { request } = await on.call('createTransitionRequest', { ...version, stage: 'Archived' })
  const log = Number(request.id!.split('.')[0])
  const moved = `json_object('kind', 'moved', 'version', '1', 'from_stage', 'None', 'to_stage', 'Production')`
  await on.db.write(() =>
    on.db.run(
      `INSERT INTO review_events (log, number, time, user, version, data) ${numbers(3, 5000)} SELECT ?, i, i, 'ines', 1, ${moved} FROM n`,
      log,
    ),
  )
  const { activity_id = '' } = await on.call('moveWorkspaceVersion', { ...version, stage: 'Staging' })
  expect((await on.call('listTransitionRequests', version)).requests).toHaveLength(1)
  on.ran = []
  await on.call('undoMove', { id: activity_id })
  expect((await on.call('listTransitionRequests', version)).requests).toHaveLength(2)
  expect(on.ran.filter((sql) => sql.includes('INTO open_requests'))).toEqual([])
})

test('an approval of what very many people have asked for is made in the thread, which reads their requests', async () => {
  await fill({ approvals: 1 })
  const requested = `json_object('kind', 'requested', 'version', '1', 'from_stage', 'None', 'to_stage', 'Production')`
  await on.db.write(() => {
    on.db.run("UPDATE model_versions SET current_stage = 'None'") // so that nothing is archived
    on.db.run(
      `INSERT INTO review_events (log, number, time, user, version, data) ${numbers(100, 5000)}
       SELECT m.review_log, i, i, 'person ' || i, 1, ${requested} FROM n, registered_models AS m WHERE m.name = 'tides'`,
    )
    on.db.run("INSERT INTO open_requests SELECT log, number, 1, 'Production' FROM review_events WHERE number = 100")
  })
  on.ran = []
  await on.call('approveTransitionRequest', to)
  expect(stages()).toEqual([
    ['None', VERSIONS - 1],
    ['Production', 1],
  ])
  expect(updates()).toEqual([])
})
