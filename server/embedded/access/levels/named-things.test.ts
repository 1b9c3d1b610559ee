import { expect, test } from 'vitest'
import type { Caller } from '../../../testing/accounts.ts'
import { account, everybody, withOpenThings } from '../../../testing/levels.ts'
import { levels } from '../../store/accounts/level-words.ts'

// What a request names besides the thing that it changes takes a right too.

const { world, on, as, set, experiment, model } = withOpenThings()

test('nobody registers what they may not read', async () => {
  const hidden = await world.db.write(() => world.things(true, 'admin'))
  await as('contributor')('createModel', { name: 'mine' })
  const register = (more: object) =>
    as('contributor')('createVersion', { name: 'mine', source: 's3://b/m', ...more }).then(
      () => 'registered',
      ({ message }: Error) => message,
    )
  for (const more of [
    { source: `models:/${hidden.loggedModel}`, model_id: hidden.loggedModel },
    { source: `models:/${hidden.model}/1` },
    { source: `mlflow-artifacts:/${hidden.experiment}/${hidden.run}/artifacts/f`, run_id: hidden.run },
    { source: `mlflow-artifacts:/${hidden.experiment}/${hidden.run}/artifacts/f`, run_id: '' },
  ])
    expect(await register(more)).toMatch(/not found|must identify/)
  // A run on another server can't be told from a hidden one: neither leads to files.
  expect(await register({ source: `runs:/${hidden.run}/f`, run_id: hidden.run })).toBe('registered')
  const { artifact_uri } = await as('contributor')('getDownloadUri', { name: 'mine', version: '1' })
  expect(artifact_uri).toBe(`runs:/${hidden.run}/f`)
})

test('whoever may read a run, a logged model or a version registers from it', async () => {
  const hidden = await world.db.write(() => world.things(true, 'admin'))
  await set({ kind: 'experiment', id: Number(hidden.experiment) }, account('contributor'), levels.read)
  await set({ kind: 'model', name: hidden.model }, account('contributor'), levels.read)
  const contributor = as('contributor')
  await contributor('createModel', { name: 'mine' })
  for (const from of [
    { source: `models:/${hidden.loggedModel}`, model_id: hidden.loggedModel },
    { source: `models:/${hidden.model}/1` },
    { source: `mlflow-artifacts:/${hidden.experiment}/${hidden.run}/artifacts/f`, run_id: hidden.run },
    { source: `runs:/${hidden.run}/f`, run_id: hidden.run },
  ]) {
    const { model_version } = await contributor('createVersion', { name: 'mine', ...from })
    expect(model_version.source).toBe(from.source)
  }
})

test('nobody logs into the logged model of an experiment that they may not edit', async () => {
  const own = await as('contributor')('createExperiment', { name: 'own' })
  await set(experiment(), everybody, levels.read)
  const { run } = await as('contributor')('createRun', own)
  const point = { key: 'm', value: 1, timestamp: 1, model_id: on.loggedModel }
  const { run_id } = run.info
  await expect(as('contributor')('logMetric', { run_id, ...point })).rejects.toMatchObject({ status: 403 })
  await expect(as('contributor')('logBatch', { run_id, metrics: [point] })).rejects.toMatchObject({ status: 403 })
  // runs:/<run>/<name> would lead to it.
  const fake = { ...own, source_run_id: on.run, name: 'model' }
  await expect(as('contributor')('createLoggedModel', fake)).rejects.toMatchObject({ status: 403 })
})

test('a logged model names a run that its creator may read, admins any', async () => {
  const hidden = await world.db.write(() => world.things(true, 'admin'))
  const own = await as('contributor')('createExperiment', { name: 'own' })
  for (const source_run_id of [hidden.run, 'f'.repeat(32)]) {
    await expect(as('contributor')('createLoggedModel', { ...own, source_run_id })).rejects.toMatchObject({
      status: 404,
      code: 'RESOURCE_DOES_NOT_EXIST',
      message: `Run with id=${source_run_id} not found`,
    })
    const { model } = await as('admin')('createLoggedModel', { ...own, source_run_id })
    expect(model.info.source_run_id).toBe(source_run_id)
  }
  const { models } = await as('admin')('searchLoggedModels', { experiment_ids: [own.experiment_id] })
  expect(models?.map(({ info }) => info.source_run_id).toSorted()).toEqual([hidden.run, 'f'.repeat(32)].toSorted())
})

test('a logged model is told of a new version by who may change it, and not of one that is closed', async () => {
  const noted = async () => {
    const { info } = (await as('admin')('getLoggedModel', { model_id: on.loggedModel })).model
    return info.tags?.find(({ key }) => key === 'mlflow.modelVersions')?.value
  }
  const register = (caller: Caller, name: string) =>
    as(caller)('createVersion', { name, source: `models:/${on.loggedModel}`, model_id: on.loggedModel })
  await set(experiment(), everybody, levels.read)
  await as('contributor')('createModel', { name: 'mine' })
  await register('contributor', 'mine')
  expect(await noted()).toBeUndefined()
  await set(model(), everybody, levels.none)
  await register('editor', on.model)
  expect(await noted()).toBeUndefined()
  await set(model(), everybody)
  const { version } = (await register('editor', on.model)).model_version
  expect(JSON.parse((await noted())!)).toEqual([{ name: on.model, version: Number(version) }])
})

test('closing a model takes its versions out of the tags of logged models, also under a name from before', async () => {
  const noted = async () => {
    const { info } = (await as('reader')('getLoggedModel', { model_id: on.loggedModel })).model
    return info.tags?.find(({ key }) => key === 'mlflow.modelVersions')?.value
  }
  const name = 'of everybody'
  await as('editor')('createModel', { name })
  for (const of of [on.model, name])
    await as('editor')('createVersion', {
      name: of,
      source: `models:/${on.loggedModel}`,
      model_id: on.loggedModel,
    })
  await as('admin')('renameModel', { name: on.model, new_name: `${on.model} anew` })
  expect(await noted()).toContain(on.model)
  await set({ kind: 'model', name: `${on.model} anew` }, everybody, levels.none)
  expect(JSON.parse((await noted())!)).toEqual([{ name, version: 1 }])
  await set({ kind: 'model', name }, everybody, levels.none)
  expect(await noted()).toBeUndefined()
})

test('a closed model that is renamed stays closed, and its old name is free for another', async () => {
  await set(model(), everybody, levels.none)
  const renamed = `${on.model} anew`
  await as('manager')('renameModel', { name: on.model, new_name: renamed })
  await expect(as('reader')('getModel', { name: renamed })).rejects.toMatchObject({ status: 404 })
  expect((await as('reader')('searchModels', {})).registered_models?.map(({ name }) => name) ?? []).not.toContain(
    renamed,
  )
  expect((await as('manager')('getModel', { name: renamed })).registered_model.name).toBe(renamed)
  await as('contributor')('createModel', { name: on.model })
  expect((await as('reader')('getModel', { name: on.model })).registered_model.name).toBe(on.model)
  await expect(as('contributor')('renameModel', { name: on.model, new_name: renamed })).rejects.toMatchObject({
    code: 'RESOURCE_ALREADY_EXISTS',
  })
})
