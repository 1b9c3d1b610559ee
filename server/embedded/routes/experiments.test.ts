import { expect, test } from 'vitest'
import { openTestApp } from '../../testing/app.ts'

const refusal = (status: number, code: string) => expect.objectContaining({ status, code })

test('set_experiment: look it up, create it, read it', async () => {
  const { call } = openTestApp()
  await expect(call('getExperimentByName', { experiment_name: 'flow' })).rejects.toEqual(
    refusal(404, 'RESOURCE_DOES_NOT_EXIST'),
  )
  const { experiment_id } = await call('createExperiment', { name: 'flow' })
  const { experiment } = await call('getExperiment', { experiment_id })
  expect(experiment).toEqual({
    experiment_id: '1',
    name: 'flow',
    artifact_location: 'mlflow-artifacts:/1',
    lifecycle_stage: 'active',
    creation_time: expect.any(Number),
    last_update_time: experiment.creation_time,
  })
  await expect(call('createExperiment', { name: 'flow' })).rejects.toEqual(refusal(400, 'RESOURCE_ALREADY_EXISTS'))
})

test('creates one experiment when a name is sent 20 times at once', async () => {
  const { call } = openTestApp()
  const all = await Promise.allSettled(Array.from({ length: 20 }, () => call('createExperiment', { name: 'same' })))
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const result of all)
    if (result.status === 'rejected') expect(result.reason).toEqual(refusal(400, 'RESOURCE_ALREADY_EXISTS'))
})

test('a refused create leaves nothing behind', async () => {
  const { call } = openTestApp()
  const tags = [
    { key: 'ok', value: '' },
    { key: '../x', value: '' },
  ]
  await expect(call('createExperiment', { name: 'a', tags })).rejects.toEqual(refusal(400, 'INVALID_PARAMETER_VALUE'))
  await expect(call('createExperiment', { name: 'a', artifact_location: '/etc' })).rejects.toThrow('local path')
  await expect(call('getExperimentByName', { experiment_name: 'a' })).rejects.toEqual(
    refusal(404, 'RESOURCE_DOES_NOT_EXIST'),
  )
})

test('stores artifacts in folders that the operator allows', async () => {
  const { call } = openTestApp({ allowedLocations: ['/srv/ml'] })
  const { experiment_id } = await call('createExperiment', { name: 'a', artifact_location: 'file:///srv/ml/a' })
  const { run } = await call('createRun', { experiment_id })
  expect(run.info.artifact_uri).toBe(`file:///srv/ml/a/${run.info.run_id}/artifacts`)
})

test('delete and restore return {}, and 404 if there is nothing to do', async () => {
  const { call } = openTestApp()
  expect(await call('deleteExperiment', { experiment_id: '0' })).toEqual({})
  await expect(call('deleteExperiment', { experiment_id: '0' })).rejects.toEqual(
    refusal(404, 'RESOURCE_DOES_NOT_EXIST'),
  )
  expect(await call('restoreExperiment', { experiment_id: '0' })).toEqual({})
  expect(await call('updateExperiment', { experiment_id: '0', new_name: 'Renamed' })).toEqual({})
  expect(await call('setExperimentTag', { experiment_id: '0', key: 'k' })).toEqual({})
  expect(await call('getExperiment', { experiment_id: '0' })).toMatchObject({
    experiment: { name: 'Renamed', lifecycle_stage: 'active', tags: [{ key: 'k', value: '' }] },
  })
  expect(await call('deleteExperimentTag', { experiment_id: '0', key: 'k' })).toEqual({})
})

test('searches experiments by GET and POST, and requires max_results', async () => {
  const { app, call } = openTestApp()
  expect((await call('searchExperiments', { max_results: 5 })).experiments).toHaveLength(1)
  const get = (query: string) => app.request(`/api/2.0/mlflow/experiments/search${query}`)
  expect(await (await get('?max_results=5&view_type=ALL&order_by=name')).json()).toMatchObject({
    experiments: [{ name: 'Default' }],
  })
  for (const query of ['', '?max_results=0', '?max_results=50001', '?max_results=5&filter=name%3D'])
    expect((await get(query)).status, query).toBe(400)
})
