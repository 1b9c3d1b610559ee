import { createHash } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { beforeAll, expect, test, vi } from 'vitest'
import { calls } from '#contract/calls.ts'
import { openArtifacts } from '../artifacts/artifacts.ts'
import { whichOfRun, whichVersions } from './which-versions.ts'
import { openTestApp, type TestApp } from '../../../testing/app.ts'

const files = {
  MLmodel: 'flavors: {}\n',
  'model.pkl': 'a'.repeat(5000),
  'data/weights.bin': 'b'.repeat(70_000),
  empty: '',
}
type Files = Record<string, string>

let on: TestApp
let run: string
let unlike: string
beforeAll(async () => {
  on = openTestApp()
  run = await register('churn', files)
  await register('churn', { ...files, 'model.pkl': 'c'.repeat(5000) }) // as long, yet other bytes
  await register('copy', { ...files, note: 'n' })
  unlike = await register('unlike', { MLmodel: files.MLmodel, a: '1', b: '2', c: '3' })
  await on.call('createModel', { name: 'elsewhere' })
  await on.call('createVersion', { name: 'elsewhere', source: 's3://bucket/model' })
  await on.call('transitionStage', {
    name: 'churn',
    version: '1',
    stage: 'Production',
    archive_existing_versions: false,
  })
})
async function upload(folder: string, all: Files): Promise<void> {
  for (const [path, body] of Object.entries(all)) {
    const url = `/api/2.0/mlflow-artifacts/artifacts/${folder}/${path}`
    expect((await on.app.request(url, { method: 'PUT', body })).status).toBe(200)
  }
}

/** Registers a version of a new run, whose id it returns. */
async function register(name: string, all: Files): Promise<string> {
  const { run_id } = (await on.call('createRun', { experiment_id: '0' })).run.info
  await upload(`0/${run_id}/artifacts/model`, all)
  await on.call('createModel', { name }).catch(() => {}) // there already
  await on.call('createVersion', { name, source: `mlflow-artifacts:/0/${run_id}/artifacts/model`, run_id })
  return run_id
}

const range = (length: number) => Array.from({ length }, (_, at) => at)
const registered = async (name: string, all: Files) => (await register(name, all), name)

const hashed = (all: Files) =>
  Object.entries(all).map(([path, text]) => ({
    path,
    size: Buffer.byteLength(text),
    sha256: createHash('sha256').update(text).digest('hex'),
  }))

const live = { name: 'churn', version: '1', current_stage: 'Production' }
const changed = { name: 'churn', version: '2', current_stage: 'None' }
const longer = { name: 'copy', version: '1', current_stage: 'None' }

test('says which versions hold exactly the files of a folder, which are like it, and how many are elsewhere', async () => {
  expect(await on.call('whichVersions', { files: hashed(files) })).toEqual({
    exact: [live],
    near: [
      { ...longer, differing: 1, of: 5, files: [{ path: 'note', how: 'only-version' }] },
      { ...changed, differing: 1, of: 4, files: [{ path: 'model.pkl', how: 'changed' }] },
    ],
    unread: 1,
  })
})

test.each<[string, Files, unknown[]]>([
  ['a file fewer', { MLmodel: files.MLmodel, 'model.pkl': files['model.pkl'], empty: '' }, []],
  ['a file of another name', { ...files, 'model.pkl': '', 'model.bin': files['model.pkl'] }, []],
  ['one byte changed', { ...files, 'data/weights.bin': `${'b'.repeat(69_999)}c` }, []],
  ['what a download adds', { ...files, registered_model_meta: 'model_name: churn' }, [live]],
  ['the files of another version', { ...files, note: 'n' }, [longer]],
])('a folder with %s is exactly %#', async (_what, asked, exact) => {
  expect((await on.call('whichVersions', { files: hashed(asked) })).exact).toEqual(exact)
})

const asked = (text: string) => on.call('whichVersions', { files: hashed({ '': text }) })

test('names the files that differ, at most 20 of them', async () => {
  const name = await registered('wide', Object.fromEntries(range(100).map((at) => [`f${at}`, `${at}`])))
  const asked = Object.fromEntries(range(100).map((at) => (at < 30 ? [`g${at}`, `${at}`] : [`f${at}`, `${at}`])))
  const [near] = (await on.call('whichVersions', { files: hashed(asked) })).near
  expect(near).toMatchObject({ name, differing: 60, of: 130 })
  expect(near?.files).toHaveLength(20)
  const one = Object.fromEntries(range(99).map((at) => [`f${at}`, `${at}`]))
  expect((await on.call('whichVersions', { files: hashed({ ...one, '<b>': '' }) })).near).toMatchObject([
    {
      differing: 2,
      of: 101,
      files: [
        { path: 'f99', how: 'only-version' },
        { path: '<b>', how: 'only-asked' },
      ],
    },
  ])
})

test('finds one file wherever it is in a version', async () => {
  const { exact, near } = await asked(files['data/weights.bin'])
  expect(exact).toEqual([changed, live, longer].map((one) => ({ ...one, path: 'data/weights.bin' })))
  expect(near).toEqual([])
  expect((await asked('nowhere')).exact).toEqual([])
})

test('finds a version that is one file, and says what it could not read', async () => {
  const { run_id } = (await on.call('createRun', { experiment_id: '0' })).run.info
  await upload(`0/${run_id}/artifacts`, { 'lone.onnx': 'only this' })
  await on.call('createModel', { name: 'lone' })
  await on.call('createVersion', { name: 'lone', source: `mlflow-artifacts:/0/${run_id}/artifacts/lone.onnx`, run_id })
  const lone = { name: 'lone', version: '1', current_stage: 'None' }
  expect(await asked('only this')).toEqual({ exact: [lone], near: [], unread: 1 })
  // No path of the store leads to such a name.
  const folder = join(on.data, 'artifacts', '0', unlike, 'artifacts', 'model')
  writeFileSync(join(folder, 'two\nlines'), 'x'.repeat(9))
  expect(await asked('only this')).toEqual({ exact: [lone], near: [], unread: 2 })
  rmSync(join(folder, 'two\nlines'))
})

test('finds a file whose bytes have changed since it was last read by the new ones', async () => {
  await upload(`0/${unlike}/artifacts/model`, { a: 'before' })
  expect((await asked('before')).exact).toMatchObject([{ name: 'unlike', path: 'a' }])
  await upload(`0/${unlike}/artifacts/model`, { a: 'after!' })
  expect((await asked('before')).exact).toEqual([])
  expect((await asked('after!')).exact).toMatchObject([{ name: 'unlike', path: 'a' }])
})

test('says which versions hold the model that a run logged', async () => {
  expect(await on.call('whichVersions', { run_id: run })).toMatchObject({ exact: [live], near: [longer, changed] })
  const empty = (await on.call('createRun', { experiment_id: '0' })).run.info.run_id
  expect(await on.call('whichVersions', { run_id: empty })).toEqual({ exact: [], near: [], unread: 0 })
  await expect(on.call('whichVersions', { run_id: 'f'.repeat(32) })).rejects.toMatchObject({ status: 404 })
})

test('compares every model that a run logged, and says how many are elsewhere', async () => {
  const { run_id } = (await on.call('createRun', { experiment_id: '0' })).run.info
  await on.call('createModel', { name: 'sweep' })
  for (const at of range(25)) {
    await upload(`0/${run_id}/artifacts/trial-${at}`, { MLmodel: `trial: ${at}\n`, weights: `${at}` })
    await on.call('createVersion', {
      name: 'sweep',
      source: `mlflow-artifacts:/0/${run_id}/artifacts/trial-${at}`,
      run_id,
    })
  }
  const { exact } = await on.call('whichVersions', { run_id })
  expect(exact.filter(({ name }) => name === 'sweep')).toHaveLength(25)
  const { model } = await on.call('createLoggedModel', { experiment_id: '0', source_run_id: run_id })
  on.db.run('UPDATE logged_models SET artifact_uri = ? WHERE model_id = ?', 's3://bucket/m', model.info.model_id)
  expect(await on.call('whichVersions', { run_id })).toMatchObject({ exact, unread_models: 1 })
})

test('gives others a turn while it reads the small files of a run', async () => {
  const small = Object.fromEntries(range(60).map((at) => [at === 0 ? 'MLmodel' : `small ${at}`, `only here: ${at}`]))
  const ofSmall = await register('small', small)
  const store = openArtifacts(join(on.data, 'artifacts'), join(on.data, 'tmp'))
  let [time, turn, isReading] = [0, 0, true]
  const turnsWithReads = new Set<number>()
  const readSmall = (path: string) => {
    time += 6
    turnsWithReads.add(turn)
    return store.readSmall(path)
  }
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => time)
  const count = () => {
    turn += 1
    if (isReading) setImmediate(count)
  }
  count()
  const { exact } = await whichOfRun(on.db, { ...store, readSmall }, ofSmall, {}).finally(() => clock.mockRestore())
  isReading = false
  expect(exact).toMatchObject([{ name: 'small', version: '1' }])
  expect(turnsWithReads.size).toBeGreaterThan(30)
})

test('throws what is wrong with the code instead of calling the files unread', async () => {
  const wrong = Object.assign(new TypeError('no text'), { code: 'ERR_INVALID_ARG_TYPE' })
  const look = () => Promise.reject(wrong)
  const artifacts = { ...openArtifacts(join(on.data, 'artifacts'), join(on.data, 'tmp')), look }
  await expect(whichVersions(on.db, artifacts, hashed(files))).rejects.toBe(wrong)
})

test('counts the versions that there was no time to compare', async () => {
  let now = 0
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => (now += 40_000))
  try {
    const {
      exact,
      near,
      late = 0,
    } = await whichVersions(on.db, openArtifacts(join(on.data, 'artifacts'), join(on.data, 'tmp')), hashed(files))
    expect([exact, near]).toEqual([[], []]) // the time was over before a file of the first was read
    expect(late).toBeGreaterThan(2)
  } finally {
    clock.mockRestore()
  }
})

test('a short question is answered beside long ones', async () => {
  for (const at of range(8)) await register('much alike', { ...files, 'model.pkl': `${at}`.repeat(5000) })
  const answered: string[] = []
  const ask = async (is: string, files: Files) => {
    await on.call('whichVersions', { files: hashed(files) })
    answered.push(is)
  }
  await Promise.all([ask('long', files), ask('long', files), ask('short', { nowhere: 'of no version’s size' })])
  expect(answered).toEqual(['short', 'long', 'long'])
})

test('lists the versions for eight questions at a time, and for none that is abandoned', async () => {
  const leaving = new AbortController()
  const { promise: held, resolve: goOn } = Promise.withResolvers<void>()
  const store = openArtifacts(join(on.data, 'artifacts'), join(on.data, 'tmp'))
  const look = vi.fn(async (path: string) => (await held, store.look(path)))
  let listed = 0
  const all = ((sql: string, ...more: []) => {
    if (sql.includes('storage_location')) listed++
    return on.db.all(sql, ...more)
  }) as typeof on.db.all
  const ask = (at: number) =>
    whichVersions({ ...on.db, all }, { ...store, look }, hashed(files), {
      person: `person ${at % 4}`,
      signal: leaving.signal,
    })
  const asked = Promise.allSettled(range(20).map((_, at) => ask(at)))
  await vi.waitFor(() => expect(look).toHaveBeenCalled())
  for (let turn = 0; turn < 10; turn++) await nextTurn()
  expect(listed).toBe(8)
  leaving.abort()
  goOn()
  const answers = (await asked).flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []))
  expect(answers).toHaveLength(8)
  expect(answers.every(({ exact, late = 0 }) => exact.length === 0 && late > 0)).toBe(true)
  expect(look.mock.calls.length).toBeLessThanOrEqual(8) // those that had begun
})

test('ends a question whose request was aborted', async () => {
  const leaving = new AbortController()
  leaving.abort()
  const body = JSON.stringify({ files: hashed(files) })
  const init = { method: 'POST', body, headers: { 'content-type': 'application/json' }, signal: leaving.signal }
  const answer = await on.app.request(`/${calls.whichVersions.path}`, init)
  expect(await answer.json()).toMatchObject({ error_code: 'TEMPORARILY_UNAVAILABLE' })
})

test.each([{}, { files: [] }, { files: [{ path: 'a', size: 1, sha256: 'no hash' }] }])('refuses %j', async (input) => {
  await expect(on.call('whichVersions', input)).rejects.toMatchObject({ status: 400 })
})
