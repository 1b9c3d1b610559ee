import { expect, test } from 'vitest'
import { readJson } from '#contract/client.ts'
import { samplePath, type SampleChange } from '#contract/sample.ts'
import { openSampleApp } from '../../testing/sample.ts'
import { openTestApp } from '../../testing/app.ts'

const counts = { experiments: 3, runs: 34, registered_models: 4, model_versions: 13 }

test('loads the whole sample project, and everything in it can be read', async () => {
  const { call, load, state } = openSampleApp()
  expect(await state()).toEqual({})
  const before = process.threadCpuUsage()
  expect(await load()).toMatchObject(counts)
  const { user, system } = process.threadCpuUsage(before)
  expect((user + system) / 1000).toBeLessThan(5000) // ms; it blocks everybody meanwhile
  expect(await state()).toEqual({ loaded_at: expect.any(Number) })

  const { registered_models: models = [] } = await call('searchModels', { max_results: 100 })
  expect(models.map(({ name }) => name)).toEqual([
    'bike-fault-risk',
    'fault-thresholds',
    'station-demand',
    'trip-duration',
  ])
  for (const { name, description = '', tags = [], latest_versions = [] } of models) {
    expect(description.length, name).toBeGreaterThan(200)
    expect(tags.map(({ key }) => key)).toContain('modelshelf.owner')
    expect(latest_versions.map((version) => version.current_stage)).toContain('Production')
  }
  const { registered_models: byVersion = [] } = await call('searchModels', { order_by: ['version DESC'] })
  expect(byVersion.map(({ name }) => name)).toEqual([
    'station-demand',
    'bike-fault-risk',
    'trip-duration',
    'fault-thresholds',
  ])
  const { model_version: version } = await call('getVersionByAlias', { name: 'station-demand', alias: 'champion' })
  expect(version).toMatchObject({ version: '3', current_stage: 'Production', status: 'READY' })
  const { run } = await call('getRun', { run_id: version.run_id ?? '' })
  expect(run.data.params?.length).toBeGreaterThan(2)
  expect(run.inputs?.dataset_inputs?.map(({ dataset }) => dataset.name)).toEqual(['rides-holdout', 'rides-spring'])
  expect(run.outputs?.model_outputs?.length).toBe(1)
})

test('runs have histories, parents and every status; the diverged one keeps its NaN', async () => {
  const { call, load } = openSampleApp()
  await load()
  const { experiments = [] } = await call('searchExperiments', { max_results: 10 })
  const ids = experiments.map(({ experiment_id }) => experiment_id)
  const { runs = [] } = await call('searchRuns', { experiment_ids: ids, max_results: 100 })
  expect(new Set(runs.map(({ info }) => info.status))).toEqual(new Set(['FINISHED', 'FAILED', 'KILLED']))
  const named = (name: string) => runs.find(({ info }) => info.run_name === name)
  const children = runs.filter(({ data }) => data.tags?.some(({ key }) => key === 'mlflow.parentRunId'))
  expect(children.length).toBe(12)
  const history = (name: string, metric_key: string) =>
    call('getMetricHistory', { run_id: named(name)?.info.run_id ?? '', metric_key })
  expect((await history('mlp 16, final', 'train_loss')).metrics?.length).toBe(220)
  expect((await history('mlp 16, sgd rate 0.5', 'train_loss')).metrics?.at(-1)?.value).toBe('NaN')
})

test('all times are in the past, the newest within the last hours', async () => {
  const { db, load } = openSampleApp()
  const before = Date.now()
  await load()
  const times = db
    .all<{ time: number }>(
      `SELECT timestamp AS time FROM metrics UNION ALL SELECT end_time FROM runs
       UNION ALL SELECT last_updated_timestamp FROM model_versions UNION ALL SELECT last_updated_timestamp FROM registered_models
       UNION ALL SELECT last_updated_timestamp_ms FROM logged_models`,
    )
    .map(({ time }) => time)
  expect(Math.max(...times)).toBeLessThanOrEqual(Date.now())
  expect(Math.max(...times)).toBeGreaterThan(before - 3 * 3_600_000)
  expect(Math.min(...times)).toBeGreaterThan(before - 200 * 86_400_000)
})

test('files are where their runs and models say, and MLmodel has a matching time', async () => {
  const { app, db, load } = openSampleApp()
  await load()
  const { run_id } = db.get<{ run_id: string }>("SELECT run_id FROM runs WHERE run_name = 'boosting, tuned'") ?? {}
  const picture = await app.request(
    `/get-artifact?${new URLSearchParams({ run_id: run_id ?? '', path: 'evaluation/importance.png' })}`,
  )
  expect([picture.status, picture.headers.get('Content-Type')]).toEqual([200, 'image/png'])
  const version = new URLSearchParams({ name: 'station-demand', version: '5', path: 'MLmodel' })
  const text = await (await app.request(`/model-versions/get-artifact?${version}`)).text()
  const created = /utc_time_created: '([\d-]+ [\d:.]+)'/.exec(text)?.[1]
  expect(Date.now() - Date.parse(`${created?.replace(' ', 'T')}Z`)).toBeLessThan(4 * 3_600_000)
  expect(text).toContain(`run_id: ${run_id}`)
})

test('refuses to load twice, also at once; loads again after removing', async () => {
  const { load, remove, state } = openSampleApp()
  const both = await Promise.allSettled([load(), load()])
  expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  await expect(load()).rejects.toMatchObject({ code: 'RESOURCE_ALREADY_EXISTS' })
  expect(await remove()).toMatchObject(counts)
  expect(await state()).toEqual({})
  await expect(remove()).rejects.toMatchObject({ code: 'RESOURCE_DOES_NOT_EXIST' })
  expect(await load()).toMatchObject(counts)
})

test.each([
  ['a registered model “trip-duration”', 'createModel', { name: 'trip-duration' }],
  ['an experiment “bike-faults”', 'createExperiment', { name: 'bike-faults' }],
] as const)('names %s that already exists and loads nothing', async (named, create, input) => {
  const { call, load, snapshot, state } = openSampleApp()
  await call(create, input)
  const before = await snapshot()
  await expect(load()).rejects.toMatchObject({
    code: 'RESOURCE_ALREADY_EXISTS',
    message: expect.stringContaining(named),
  })
  expect(await snapshot()).toEqual(before)
  expect(await state()).toEqual({})
})

test('checks origin and type as for all writes', async () => {
  const { app, state } = openSampleApp()
  const post = (headers: Record<string, string>) =>
    app.request(`/${samplePath}`, { method: 'POST', body: '{}', headers })
  const type = { 'Content-Type': 'application/json' }
  expect((await post({ ...type, Origin: 'https://evil.example' })).status).toBe(403)
  expect((await post({ 'Content-Type': 'text/plain' })).status).toBe(400)
  expect((await app.request(`/${samplePath}`, { method: 'PUT', body: '{}', headers: type })).status).toBe(405)
  expect(await state()).toEqual({})
})

test('works below a base path', async () => {
  const { app } = openTestApp({ basePath: '/shelf' })
  const headers = { 'Content-Type': 'application/json' }
  const answer = await app.request(`/shelf/${samplePath}`, { method: 'POST', body: '{}', headers })
  expect((await readJson(answer)) as SampleChange).toMatchObject(counts)
})
