import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { type Behind, openBehind, openFront } from '../../testing/front.ts'

// The embedded backend stands for the MLflow server behind.
let behind: Behind
beforeAll(async () => {
  behind = await openBehind()
})
afterAll(() => behind.close())
afterEach(() => (behind.fault = undefined))

const files = { MLmodel: 'flavors: {}\n', 'model.pkl': 'a'.repeat(5000), 'data/weights.bin': 'b'.repeat(70_000) }
type Files = Record<string, string>

const hashed = (all: Files) =>
  Object.entries(all).map(([path, text]) => ({
    path,
    size: Buffer.byteLength(text),
    sha256: createHash('sha256').update(text).digest('hex'),
  }))

/** Registers a version of a new run, whose id it returns. */
async function register(name: string, all: Files): Promise<string> {
  const { run_id } = (await behind.call('createRun', { experiment_id: '0' })).run.info
  for (const [path, body] of Object.entries(all)) {
    const url = `/api/2.0/mlflow-artifacts/artifacts/0/${run_id}/artifacts/model/${path}`
    expect((await behind.app.request(url, { method: 'PUT', body })).status).toBe(200)
  }
  await behind.call('createModel', { name }).catch(() => {}) // there already
  await behind.call('createVersion', { name, source: `mlflow-artifacts:/0/${run_id}/artifacts/model`, run_id })
  await behind.call('logModel', {
    run_id,
    model_json: JSON.stringify({ artifact_path: 'model', run_id, utc_time_created: '2026-01-01', flavors: {} }),
  })
  return run_id
}

const version = (name: string, number = '1') => ({ name, version: number, current_stage: 'None' })

test('reads the files of versions whose sizes agree, and says which hold the same bytes', async () => {
  const { as } = openFront(behind)
  const run = await register('fares', files)
  await register('fares', { ...files, 'model.pkl': 'c'.repeat(5000) }) // as long, yet other bytes
  await register('other', { MLmodel: files.MLmodel, unlike: 'x' })
  await behind.call('createModel', { name: 'elsewhere' })
  await behind.call('createVersion', { name: 'elsewhere', source: 's3://bucket/model' })
  behind.asked = []
  const answer = {
    exact: [version('fares')],
    near: [{ ...version('fares', '2'), differing: 1, of: 3, files: [{ path: 'model.pkl', how: 'changed' }] }],
    unread: 1,
  }
  expect(await as('mira')('whichVersions', { files: hashed({ ...files, registered_model_meta: 'x' }) })).toEqual(answer)
  expect(behind.asked.filter((call) => call.endsWith('/unlike'))).toEqual([])
  expect(await as('mira')('whichVersions', { run_id: run })).toEqual(answer)
  const one = await as('mira')('whichVersions', { files: hashed({ '': 'c'.repeat(5000) }) })
  expect(one).toEqual({ exact: [{ ...version('fares', '2'), path: 'model.pkl' }], near: [], unread: 1 })
})

test('lists the versions for eight questions at a time', async () => {
  const { as } = openFront(behind)
  const own = { note: 'asked often' }
  await register('asked often', own)
  await as('mira')('whichVersions', { files: hashed(own) }) // how few versions there are
  const { promise: held, resolve: goOn } = Promise.withResolvers<void>()
  const { fetch } = behind.app
  let listing = 0
  const listed = vi.spyOn(behind.app, 'fetch').mockImplementation(async (request, ...more) => {
    if (request.url.includes('/artifacts/list')) {
      listing++
      await held
    }
    return fetch(request, ...more)
  })
  const versionLists = () => behind.asked.filter((call) => call.endsWith('model-versions/search')).length
  behind.asked = []
  const ask = (at: number) => as(`person${at % 4}`)('whichVersions', { files: hashed(own) })
  const asked = Promise.all(Array.from({ length: 10 }, (_, at) => ask(at)))
  await vi.waitFor(() => expect(listing).toBe(8)) // as many as read at a time
  await as('mira')('getVersion', { name: 'asked often', version: '1' }) // time for another question
  expect(versionLists()).toBe(8)
  goOn()
  for (const { exact } of await asked) expect(exact).toEqual([version('asked often')])
  expect(versionLists()).toBe(10)
  listed.mockRestore()
})

test('lists very many versions for a few questions at a time', async () => {
  const { as } = openFront(behind)
  const model_versions = Array.from({ length: 9000 }, (_, at) => ({
    name: 'many',
    version: `${at}`,
    source: 's3://b/m',
  }))
  let held: Promise<void> | undefined
  const { fetch } = behind.app
  const listed = vi.spyOn(behind.app, 'fetch').mockImplementation(async (request, ...more) => {
    if (!request.url.includes('model-versions/search')) return fetch(request, ...more)
    await held
    return Response.json({ model_versions })
  })
  const ask = (at: number) => as(`person${at}`)('whichVersions', { files: hashed(files) })
  await ask(0)
  const { promise, resolve } = Promise.withResolvers<void>()
  held = promise
  const versionLists = () => behind.asked.filter((call) => call.endsWith('model-versions/search')).length
  behind.asked = []
  const asked = Promise.all([1, 2, 3, 4].map(ask))
  await vi.waitFor(() => expect(versionLists()).toBe(2))
  await as('mira')('getVersion', { name: 'asked often', version: '1' }) // time for another question
  expect(versionLists()).toBe(2)
  resolve()
  expect((await asked).map(({ unread }) => unread)).toEqual([9000, 9000, 9000, 9000])
  listed.mockRestore()
  await ask(0)
})

test('finds a version that is one file by its bytes, which an approval is for', async () => {
  const { as } = openFront(behind)
  const { run_id } = (await behind.call('createRun', { experiment_id: '0' })).run.info
  const put = (body: string) =>
    behind.app.request(`/api/2.0/mlflow-artifacts/artifacts/0/${run_id}/artifacts/lone.onnx`, { method: 'PUT', body })
  await put('only this')
  await behind.call('createModel', { name: 'lone' })
  await behind.call('createVersion', { name: 'lone', source: `runs:/${run_id}/lone.onnx`, run_id })
  const { exact } = await as('mira')('whichVersions', { files: hashed({ '': 'only this' }) })
  expect(exact).toEqual([version('lone')])
  const evidence = () => as('mira')('getEvidence', { name: 'lone', version: '1' })
  const before = await evidence()
  expect(before.files).toEqual(hashed({ '': 'only this' }))
  await put('other now')
  expect((await evidence()).files_hash).not.toBe(before.files_hash)
})

test('looks first at versions of the run that a folder names', async () => {
  const { as } = openFront(behind)
  const run = await register('first', files)
  for (let n = 0; n < 8; n++) await register('later', { ...files, note: `${n}` })
  const fetched = vi.spyOn(behind.app, 'fetch')
  await as()('whichVersions', { files: hashed(files), made_by: [run] })
  const urls = fetched.mock.calls.map(([{ url }]) => url)
  fetched.mockRestore()
  expect(urls.find((url) => url.includes('/artifacts/list?'))).toContain(run)
})

test('a short question is answered beside long ones', async () => {
  const { as } = openFront(behind)
  for (let at = 0; at < 8; at++) await register('much alike', { ...files, 'model.pkl': `${at}`.repeat(5000) })
  const answered: string[] = []
  const ask = async (is: string, files: Files) => {
    await as()('whichVersions', { files: hashed(files) })
    answered.push(is)
  }
  await Promise.all([ask('long', files), ask('long', files), ask('short', { nowhere: 'of no version’s size' })])
  expect(answered).toEqual(['short', 'long', 'long'])
})

test('never names a model that the caller may not read', async () => {
  const name = 'hidden model'
  await register(name, { secret: 'only here' })
  const { as } = openFront(behind, { auth: 'pass-through', isProxied: false })
  const asked = { files: hashed({ secret: 'only here' }) }
  expect((await as('mira')('whichVersions', asked)).exact).toEqual([version(name)])
  behind.fault = (call) => (call === 'registered-models/get' ? 'refuse' : undefined)
  expect((await as('ines')('whichVersions', asked)).exact).toEqual([])
  const busy = { error_code: 'REQUEST_LIMIT_EXCEEDED', message: 'slow down' }
  behind.fault = (call) => (call === 'registered-models/get' ? Response.json(busy, { status: 429 }) : undefined)
  await expect(as('mira')('whichVersions', asked)).rejects.toMatchObject({ status: 429 })
  behind.fault = () => 401
  await expect(as('nobody')('whichVersions', asked)).rejects.toMatchObject({ status: 401 })
})

test('says how many versions it could not read, and refuses an empty question', async () => {
  const { as } = openFront(behind)
  await register('broken', { only: 'these bytes' })
  const ask = () => as()('whichVersions', { files: hashed({ only: 'these bytes' }) })
  const { exact, unread } = await ask()
  expect(exact).toEqual([version('broken')])
  behind.fault = (call) => (call === '/get-artifact' ? 'fail' : undefined)
  expect(await ask()).toMatchObject({ exact: [], unread: unread + 1 })
  await expect(as()('whichVersions', {})).rejects.toMatchObject({ status: 400 })
  await expect(as()('whichVersions', { run_id: 'f'.repeat(32) })).rejects.toMatchObject({ status: 404 })
})

test('lists each version once for all models of a run, and says of how many it could not read the files', async () => {
  const { as } = openFront(behind)
  const { run_id } = (await behind.call('createRun', { experiment_id: '0' })).run.info
  await behind.call('createModel', { name: 'trials' })
  for (let at = 0; at < 22; at++) {
    const url = `/api/2.0/mlflow-artifacts/artifacts/0/${run_id}/artifacts/trial-${at}/MLmodel`
    await behind.app.request(url, { method: 'PUT', body: `trial: ${at}\n` })
    const model = { artifact_path: `trial-${at}`, run_id, utc_time_created: '2026-01-01', flavors: {} }
    await behind.call('logModel', { run_id, model_json: JSON.stringify(model) })
    const source = `mlflow-artifacts:/0/${run_id}/artifacts/trial-${at}`
    await behind.call('createVersion', { name: 'trials', source, run_id })
  }
  // The same bytes elsewhere, found by reading them.
  await register('copied', { MLmodel: 'trial: 0\n' })
  const { exact, unread_models } = await as('mira')('whichVersions', { run_id })
  expect(exact.filter(({ name }) => name === 'trials')).toHaveLength(22)
  expect(exact).toContainEqual(version('copied'))
  expect(unread_models).toBeUndefined()
  behind.fault = (call) => (call.startsWith('/get-artifact') ? 'refuse' : undefined)
  expect(await as('mira')('whichVersions', { run_id })).toMatchObject({ unread_models: 22 })
})

test('counts no version of an answer that broke off', async () => {
  const { as } = openFront(behind)
  const ask = async () => (await as('mira')('whichVersions', { files: hashed(files) })).unread
  const before = await ask()
  const ghosts = Array.from({ length: 500 }, (_, at) => ({
    name: 'ghost',
    version: `${at + 1}`,
    source: `s3://${'x'.repeat(200)}`,
  }))
  const half = Buffer.from(JSON.stringify({ model_versions: ghosts })).subarray(0, -100)
  let searches = 0
  behind.fault = (call) => {
    if (call !== 'model-versions/search' || ++searches > 1) return undefined
    const stream = new ReadableStream({
      start: (body) => body.enqueue(half),
      pull: (body) => body.error(new Error('gone')),
    })
    return new Response(stream, { headers: { 'content-length': `${half.length + 100}` } })
  }
  expect(await ask()).toBe(before)
  expect(searches).toBe(2)
})
