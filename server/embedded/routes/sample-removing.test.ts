import { expect, test } from 'vitest'
import type { Call } from '#contract/client.ts'
import { proxy } from '../../testing/artifacts.ts'
import { openSampleApp } from '../../testing/sample.ts'

/** Somebody's own work, beside the sample. */
async function seedOwn(call: Call) {
  const { experiment_id } = await call('createExperiment', { name: 'mine' })
  const { run } = await call('createRun', { experiment_id, run_name: 'my run' })
  const { run_id, artifact_uri } = run.info
  await call('logBatch', { run_id, metrics: [{ key: 'rmse', value: 1, timestamp: 1, step: 1 }] })
  await call('createModel', { name: 'my model' })
  await call('createVersion', { name: 'my model', source: `${artifact_uri}/model`, run_id })
  return { run_id, artifact_uri, experiment_id }
}

type App = ReturnType<typeof openSampleApp>

const put = ({ app }: App, path: string) => app.request(proxy(path), { method: 'PUT', body: 'mine' })

async function sampleRun({ db }: App, name: string) {
  const sql = 'SELECT run_id, artifact_uri, CAST(experiment_id AS TEXT) AS experiment_id FROM runs WHERE run_name = ?'
  const row = db.get<{ run_id: string; artifact_uri: string; experiment_id: string }>(sql, name)
  if (!row) throw new Error(`no run ${name}`)
  return row
}

test('removing leaves everything else as it was, whatever was changed in the sample', async () => {
  const test = openSampleApp()
  const { call, load, remove, snapshot } = test
  await seedOwn(call)
  await put(test, '9/own/artifacts/notes.txt')
  const before = await snapshot()
  await load()

  await call('renameModel', { name: 'station-demand', new_name: 'demand' })
  await call('updateModel', { name: 'demand', description: 'ours now' })
  await call('setModelTag', { name: 'demand', key: 'k', value: 'v' })
  await call('transitionStage', { name: 'demand', version: '4', stage: 'Production', archive_existing_versions: true })
  await call('setAlias', { name: 'demand', alias: 'best', version: '4' })
  await call('deleteVersion', { name: 'demand', version: '1' })
  await call('deleteModel', { name: 'fault-thresholds' })
  const { run_id, experiment_id } = await sampleRun(test, 'linear baseline')
  await call('setRunTag', { run_id, key: 'seen', value: 'yes' })
  await call('updateExperiment', { experiment_id, new_name: 'durations' })
  await call('deleteExperiment', { experiment_id })

  expect(await remove()).toMatchObject({ experiments: 3, runs: 34, registered_models: 3, model_versions: 10 })
  expect(await snapshot()).toEqual(before)
})

test('somebody’s own model stays even if it has the name of a deleted sample model', async () => {
  const { call, load, remove, snapshot } = openSampleApp()
  await load()
  await call('deleteModel', { name: 'fault-thresholds' })
  await call('createModel', { name: 'fault-thresholds', description: 'mine' })
  await remove()
  const { tables } = await snapshot()
  expect(tables['registered_models']).toMatchObject([{ name: 'fault-thresholds', description: 'mine' }])
})

/** Work that depends on the sample: how to create it, how the refusal names it, and how to delete it. */
const work: [named: string, make: (app: App) => Promise<unknown>, giveUp?: (app: App) => Promise<unknown>][] = [
  [
    'run “mine”',
    async (app) => {
      const { experiment_id } = await sampleRun(app, 'linear baseline')
      const { run } = await app.call('createRun', { experiment_id, run_name: 'mine' })
      await put(app, `sample-project/trip-duration/${run.info.run_id}/artifacts/notes.txt`)
    },
    async (app) => app.call('deleteRun', { run_id: (await sampleRun(app, 'mine')).run_id }),
  ],
  [
    'version 6 of “station-demand”',
    (app) => app.call('createVersion', { name: 'station-demand', source: 's3://bucket/model' }),
    (app) => app.call('deleteVersion', { name: 'station-demand', version: '6' }),
  ],
  [
    'version 1 of “copy”',
    async (app) => {
      await app.call('createModel', { name: 'copy' })
      await app.call('createVersion', { name: 'copy', source: 'models:/station-demand/3' })
    },
    (app) => app.call('deleteModel', { name: 'copy' }),
  ],
  [
    'run “child”',
    async (app) => {
      const tags = [{ key: 'mlflow.parentRunId', value: (await sampleRun(app, 'boosting sweep')).run_id }]
      await app.call('createRun', { experiment_id: '0', run_name: 'child', tags })
    },
    async (app) => app.call('deleteRun', { run_id: (await sampleRun(app, 'child')).run_id }),
  ],
  [
    'logged model “mine”',
    async (app) => {
      const { experiment_id } = await sampleRun(app, 'linear baseline')
      await app.call('createLoggedModel', { experiment_id, name: 'mine' })
    },
  ],
  [
    'the file “notes.txt”',
    async (app) => {
      const { artifact_uri } = await sampleRun(app, 'linear baseline')
      await put(app, `${artifact_uri.replace('mlflow-artifacts:/', '')}/notes.txt`)
    },
    async (app) => app.call('deleteRun', { run_id: (await sampleRun(app, 'linear baseline')).run_id }),
  ],
  [
    'the file “drift.md”',
    async (app) => {
      const { artifact_uri } = await sampleRun(app, 'drift, last month')
      await put(app, `${artifact_uri.replace('mlflow-artifacts:/', '')}/drift.md`)
    },
  ],
]

test.each(work)('refuses removing while somebody’s work depends on it: %s', async (named, make, giveUp) => {
  const app = openSampleApp()
  await app.load()
  await make(app)
  const before = await app.snapshot()
  await expect(app.remove()).rejects.toMatchObject({
    code: 'RESOURCE_CONFLICT',
    message: expect.stringContaining(named),
  })
  expect(await app.snapshot()).toEqual(before)
  if (!giveUp) return
  await giveUp(app)
  await app.remove()
  const { tables, files } = await app.snapshot()
  expect(tables['registered_models']).toEqual([])
  expect(tables['experiments']).toMatchObject([{ name: 'Default' }])
  expect(files).toEqual({})
})
