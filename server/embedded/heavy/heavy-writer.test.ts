import { DatabaseSync } from 'node:sqlite'
import { Readable } from 'node:stream'
import { setImmediate as nextTurn, setTimeout } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import {
  deletedExperiments,
  deletedRuns,
  numbers,
  RUNS,
  tags,
  VERSIONS,
  withHeavyThings,
} from '../../testing/heavy-writing.ts'

// A write of many rows is one transaction, and holds up nobody who reads.

const on = withHeavyThings()

test('reads go on while a large experiment is deleted and restored, and see all of it or nothing', async () => {
  const other = new DatabaseSync(on.path)
  for (const [change, deleted] of [
    ['deleteExperiment', RUNS],
    ['restoreExperiment', 0],
  ] as const) {
    other.exec('BEGIN IMMEDIATE') // until it ends, the write is under way
    const done = on.call(change, { experiment_id: '7' }).then(() => 'done')
    for (let turn = 0; turn < 5; turn += 1) {
      await nextTurn()
      expect(deletedRuns(on.db)).toBe(RUNS - deleted)
    }
    other.exec('ROLLBACK')
    do expect(deletedRuns(on.db)).toBe(deletedExperiments(on.db) * RUNS)
    while ((await Promise.race([done, nextTurn()])) !== 'done')
    expect(deletedRuns(on.db)).toBe(deleted)
  }
  other.close()
  expect(on.ran.filter((sql) => sql.includes('UPDATE runs'))).toEqual([])
})

test('a large model is renamed and deleted in the thread, with its event; other writes wait for it', async () => {
  const order: string[] = []
  const noting = async (what: string, done: Promise<unknown>) => {
    const answer = await done
    order.push(what)
    return answer
  }
  const renamed = noting('renamed', on.call('renameModel', { name: 'tides', new_name: 'waves' }))
  const created = noting('created', on.call('createModel', { name: 'tides' }))
  expect(await renamed).toMatchObject({ registered_model: { name: 'waves' } })
  await created
  expect(order).toEqual(['renamed', 'created'])
  const counted = on.db.get("SELECT count(*) AS count FROM model_version_tags WHERE name = 'waves'")
  expect(counted).toEqual({ count: VERSIONS })
  expect(
    on.db.all("SELECT user, data ->> '$.kind' AS kind FROM review_events WHERE data ->> '$.kind' = 'renamed'"),
  ).toEqual([{ user: 'unknown', kind: 'renamed' }])
  await on.call('deleteModel', { name: 'waves' })
  expect(on.db.all('SELECT name FROM registered_models')).toEqual([{ name: 'tides' }])
  expect(on.db.all('SELECT name FROM model_versions')).toEqual([])
  // Nobody looks for the texts of what is gone.
  expect(on.db.all("SELECT kind FROM waiting_texts WHERE name = 'waves'")).toEqual([])
  expect(on.ran.filter((sql) => /(SET name|DELETE FROM registered_models)/.test(sql))).toEqual([])
})

test('a move that archives many versions is made and undone in the thread', async () => {
  const stages = () =>
    on.db.lists<[stage: string, count: number]>(
      'SELECT current_stage, count(*) FROM model_versions GROUP BY current_stage ORDER BY current_stage',
    )
  await on.db.write(() => on.db.run("UPDATE model_versions SET current_stage = 'Production' WHERE version > 1"))
  const before = stages()
  const updates = () => on.ran.filter((sql) => sql.includes('UPDATE model_versions'))
  const move = async () => {
    on.ran.length = 0
    const to = { name: 'tides', version: '1', stage: 'production', archive_existing_versions: true }
    const { activity_id = '' } = await on.call('moveWorkspaceVersion', to)
    expect(stages()).toEqual([
      ['Archived', VERSIONS - 1],
      ['Production', 1],
    ])
    return activity_id
  }
  await on.call('undoMove', { id: await move() })
  expect(updates()).toEqual([])
  expect(stages()).toEqual(before)
})

test('answers what the write throws', async () => {
  await on.call('createModel', { name: 'waves' })
  await expect(on.call('renameModel', { name: 'tides', new_name: 'waves' })).rejects.toMatchObject({
    code: 'RESOURCE_ALREADY_EXISTS',
    status: 400,
  })
  await on.call('deleteExperiment', { experiment_id: '7' })
  await expect(on.call('deleteExperiment', { experiment_id: '7' })).rejects.toMatchObject({ status: 404 })
  expect(deletedRuns(on.db)).toBe(RUNS)
})

test('files are put while something else than a move is written', async () => {
  const other = new DatabaseSync(on.path)
  other.exec('BEGIN IMMEDIATE') // until it ends, the write is under way
  const deleted = on.call('deleteExperiment', { experiment_id: '7' })
  for (let turn = 0; turn < 5; turn += 1) await nextTurn()
  const put = on.artifacts.put('0/a', Readable.from(['x'])).then(() => 'put')
  expect(await Promise.race([put, deleted.then(() => 'deleted'), setTimeout(1000, 'held')])).toBe('put')
  other.exec('ROLLBACK')
  other.close()
  await deleted
})

test('what one turn reads on a connection is one state of the data, while another thread writes', async () => {
  const other = new DatabaseSync(on.path)
  await on.db.aside(async () => {
    expect(deletedRuns(on.db)).toBe(0)
    other.exec("UPDATE runs SET lifecycle_stage = 'deleted'")
    await Promise.resolve()
    expect(deletedRuns(on.db)).toBe(0)
    await nextTurn()
    expect(deletedRuns(on.db)).toBe(RUNS)
  })
  other.close()
})

test('the texts that models are found by are written after a heavy write, without a search', async () => {
  await on.call('createModel', { name: 'swell', tags: tags(600) })
  const texts = () => on.db.all("SELECT 1 FROM model_texts WHERE name = 'swell' AND kind = 'name'")
  await vi.waitFor(() => expect(texts()).not.toEqual([]), { timeout: 3000 })
})

test('the texts of a model with long tags are written in the thread, before the next search', async () => {
  await on.call('createModel', { name: 'swell' })
  const long = "'a long value' || hex(zeroblob(2000))"
  await on.db.write(() =>
    on.db.run(`INSERT INTO registered_model_tags ${numbers(1, 400)} SELECT 'swell', 'key ' || i, ${long} FROM n`),
  )
  await on.call('findModels', { words: ['long value'] })
  on.ran = []
  await on.call('setModelTag', { name: 'swell', key: 'coast', value: 'rugged' })
  expect(await on.call('findModels', { words: ['rugged'] })).toMatchObject({ total: 1 })
  expect(on.ran.filter((sql) => /(INTO|UPDATE) model_texts/.test(sql))).toEqual([])
  expect(on.db.all('SELECT * FROM waiting_texts')).toEqual([])
})

test('a search does not wait for a heavy write', async () => {
  await on.call('createModel', { name: 'waves' })
  const searching = on.call('findModels', { words: ['waves'] })
  await on.db.aside(async () => {
    await searching // it had begun to write texts
    await on.call('findModels', { words: ['waves'] })
  })
  expect((await on.call('findModels', { words: ['waves'] })).total).toBe(1)
})
