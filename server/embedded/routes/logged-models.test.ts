import { expect, test } from 'vitest'
import { openTestApp } from '../../testing/app.ts'

const refusal = (status: number, code: string) => expect.objectContaining({ status, code })

test('log_model of a 3.x client in an active run', async () => {
  const { call } = openTestApp()
  const { run } = await call('createRun', { experiment_id: '0' })
  const { run_id } = run.info
  await call('logBatch', {
    run_id,
    params: [{ key: 'alpha', value: '1' }],
    metrics: [{ key: 'm', value: 1, timestamp: 1 }],
  })
  const { model } = await call('createLoggedModel', {
    experiment_id: '0',
    name: 'model',
    source_run_id: run_id,
    params: [{ key: 'alpha', value: '1' }],
    tags: [{ key: 'mlflow.user', value: 'ann' }],
  })
  const { model_id } = model.info
  expect(model.info.status).toBe('LOGGED_MODEL_PENDING')
  for (let i = 0; i < 2; i++) await call('logOutputs', { run_id, models: [{ model_id, step: 0 }] })
  await call('logMetric', { run_id, key: 'm', value: 1, timestamp: 1, model_id })
  const ready = await call('finalizeLoggedModel', { model_id, status: 'LOGGED_MODEL_READY' })
  expect(ready.model.info.status).toBe('LOGGED_MODEL_READY')
  const { model: tagged } = await call('setLoggedModelTags', {
    model_id,
    tags: [{ key: 'mlflow.modelVersions', value: '[]' }],
  })
  expect(await call('getLoggedModel', { model_id })).toEqual({ model: tagged })
  expect(tagged).toMatchObject({
    info: {
      source_run_id: run_id,
      tags: [
        { key: 'mlflow.modelVersions', value: '[]' },
        { key: 'mlflow.user', value: 'ann' },
      ],
    },
    data: {
      params: [{ key: 'alpha', value: '1' }],
      metrics: [{ key: 'm', value: 1, timestamp: 1, step: 0, model_id, run_id }],
    },
  })
  expect((await call('getRun', { run_id })).run.outputs).toEqual({ model_outputs: [{ model_id, step: 0 }] })
})

test('a deleted model is found only with allow_deleted', async () => {
  const { call } = openTestApp()
  const { model_id } = (await call('createLoggedModel', { experiment_id: '0', name: 'a' })).model.info
  expect(await call('deleteLoggedModel', { model_id })).toEqual({})
  await expect(call('getLoggedModel', { model_id })).rejects.toEqual(refusal(404, 'RESOURCE_DOES_NOT_EXIST'))
  expect((await call('getLoggedModel', { model_id, allow_deleted: true })).model.info.model_id).toBe(model_id)
})

test('refuses an unknown and a missing status', async () => {
  const { app, call } = openTestApp()
  const { model_id } = (await call('createLoggedModel', { experiment_id: '0' })).model.info
  for (const body of [
    { model_id, status: 'BOGUS' },
    { model_id, status: 7 },
    { model_id },
    { model_id, status: null },
  ]) {
    const response = await app.request(`/api/2.0/mlflow/logged-models/${model_id}`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
    expect(response.status, JSON.stringify(body)).toBe(400)
  }
  expect((await call('getLoggedModel', { model_id })).model.info.status).toBe('LOGGED_MODEL_PENDING')
})

test('sets tags with any key, and deletes them by path', async () => {
  const { call } = openTestApp()
  const { model_id } = (await call('createLoggedModel', { experiment_id: '0' })).model.info
  for (const key of ['a b', 'é', '100%', '__proto__', 'a?b#c'])
    await call('setLoggedModelTags', { model_id, tags: [{ key, value: key }] })
  expect((await call('getLoggedModel', { model_id })).model.info.tags).toHaveLength(5)
  for (const key of ['a b', 'é', '100%', '__proto__', 'a?b#c']) await call('deleteLoggedModelTag', { model_id, key })
  expect((await call('getLoggedModel', { model_id })).model.info.tags).toBeUndefined()
})
