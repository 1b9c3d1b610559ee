import { expect, test } from 'vitest'
import type { Caller } from '../../../testing/accounts.ts'
import { everybody, withOpenThings } from '../../../testing/levels.ts'
import { levels } from '../../store/accounts/level-words.ts'

// Who may read and write files.

const { world, on, as, set, model, experiment, askProxy } = withOpenThings()

test('the files of a version can be read by whoever may read the version', async () => {
  const place = `${on.experiment}/${on.run}/artifacts`
  for (const file of ['model/MLmodel', 'other']) await askProxy('manager', 'PUT', `/${place}/${file}`)
  await as('manager')('createVersion', { name: on.model, source: `runs:/${on.run}/model`, run_id: on.run })
  await set(experiment(), everybody, levels.none)
  expect((await askProxy('reader', 'GET', `/${place}/model/MLmodel`))[0]).toBe(200)
  expect((await askProxy('reader', 'GET', `/${place}/other`))[0]).toBe(404)
  expect((await askProxy('reader', 'PUT', `/${place}/model/MLmodel`))[0]).toBe(403)
  await set(model(), everybody, levels.none)
  expect((await askProxy('reader', 'GET', `/${place}/model/MLmodel`))[0]).toBe(404)
})

test('no path of the artifact proxy leads around the rights', async () => {
  const hidden = await world.db.write(() => world.things(true, 'admin'))
  const place = `${hidden.experiment}/${hidden.run}/artifacts`
  await askProxy('manager', 'PUT', `/${place}/f`)
  for (const path of [`/${place}/f`, `/.//${place}/./f`, `/${place}%2Ff`, `/${hidden.experiment}/f`])
    for (const method of ['GET', 'PUT', 'DELETE'])
      expect([path, method, (await askProxy('contributor', method, path))[0]]).not.toEqual([path, method, 200])
  const models = `?path=${hidden.experiment}/models/${hidden.loggedModel}/artifacts`
  for (const path of ['', '?path=', `?path=${hidden.experiment}`, '?path=.', models])
    expect([path, await askProxy('contributor', 'GET', path)]).toEqual([path, [200, '{}']])
  expect((await askProxy('manager', 'GET', `/${place}/f`))[0]).toBe(200)
})

const create = (caller: Caller, artifact_location: string) =>
  as(caller)('createExperiment', { name: `${caller} ${artifact_location}`, artifact_location })

test('only an admin chooses a folder of the server for an experiment', async () => {
  for (const location of [`mlflow-artifacts:/${on.experiment}`, 'mlflow-artifacts:/registered', 'mlflow-artifacts:/99'])
    await expect(create('contributor', location)).rejects.toMatchObject({ status: 403 })
  await create('contributor', 's3://bucket/x')
  await create('admin', 'mlflow-artifacts:/shared')
})

const sharing = async (name: string, artifact_location: string) => {
  const { experiment_id } = await as('admin')('createExperiment', { name, artifact_location })
  return { kind: 'experiment', id: Number(experiment_id) } as const
}

test('files in the location of several experiments take the level on each of them', async () => {
  const things = [
    await sharing('one', 'mlflow-artifacts:/both/nested'),
    await sharing('above', 'mlflow-artifacts:/both'),
    await sharing('another', 'mlflow-artifacts:/both/nested'),
  ]
  // Of each, everybody may edit it unless something else is said.
  const path = '/both/nested/f'
  expect((await askProxy('contributor', 'PUT', path))[0]).toBe(200)
  for (const thing of things) {
    await set(thing, everybody, levels.read)
    const [status, message] = await askProxy('contributor', 'PUT', path)
    expect([status, message]).toEqual([403, expect.stringContaining(`EDIT on the experiment ${thing.id},`)])
    expect((await askProxy('contributor', 'DELETE', path))[0]).toBe(403)
    expect((await askProxy('contributor', 'GET', path))[0]).toBe(200)
    await set(thing, everybody, levels.none)
    for (const method of ['PUT', 'DELETE', 'GET']) expect((await askProxy('contributor', method, path))[0]).toBe(404)
    await set(thing, everybody)
  }
})

test('a folder lists nothing of a closed experiment whose location is in it', async () => {
  const place = `/${on.experiment}/${on.run}/artifacts/m`
  for (const file of ['MLmodel', 'plans/next', 'plans-of-all/this']) await askProxy('admin', 'PUT', `${place}/${file}`)
  await set(await sharing('plans', `mlflow-artifacts:${place}/plans`), everybody, levels.none)
  const listed = async (caller: Caller) => {
    const { files = [] } = await as(caller)('listArtifacts', { run_id: on.run, path: 'm' })
    return files.map(({ path }) => path).toSorted()
  }
  expect(await listed('reader')).toEqual(['m/MLmodel', 'm/plans-of-all'])
  expect(await askProxy('reader', 'GET', `?path=${place.slice(1)}`)).toEqual([200, expect.not.stringMatching(/plans"/)])
  expect(await listed('admin')).toEqual(['m/MLmodel', 'm/plans', 'm/plans-of-all'])
})

test('a folder is not removed over the artifacts of somebody else', async () => {
  const { experiment_id } = await as('admin')('createExperiment', {
    name: 'nested',
    artifact_location: `mlflow-artifacts:/${on.experiment}/nested`,
  })
  await set({ kind: 'experiment', id: Number(experiment_id) }, everybody, levels.read)
  const remove = (caller: Caller) => askProxy(caller, 'DELETE', `/${on.experiment}`)
  expect((await remove('contributor'))[0]).toBe(403)
  expect((await remove('admin'))[0]).toBe(200)
})
