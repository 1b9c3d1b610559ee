import { expect, test } from 'vitest'
import { endpoints } from '#contract/endpoints.ts'
import { openTestApp } from '../testing/app.ts'

// The requests of 1.x clients. conformance/python/only_1_x.py sends them with the real client.

test('experiments/list returns every experiment of the view, page by page', async () => {
  const { app, call } = openTestApp()
  const { experiment_id } = await call('createExperiment', { name: 'gone' })
  await call('deleteExperiment', { experiment_id })
  const list = async (query: string) => {
    const answer = await app.request(`/api/2.0/mlflow/experiments/list?${query}`)
    return endpoints.searchExperiments.output.parse(await answer.json())
  }
  expect((await list('')).experiments).toMatchObject([{ name: 'Default' }])
  expect((await list('view_type=DELETED_ONLY&max_results=0')).experiments).toMatchObject([{ name: 'gone' }])
  const first = await list('view_type=ALL&max_results=1')
  const second = await list(`view_type=ALL&max_results=1&page_token=${first.next_page_token}`)
  expect([first, second].flatMap(({ experiments }) => (experiments ?? []).map(({ name }) => name)).toSorted()).toEqual([
    'Default',
    'gone',
  ])
})

test('registered-models/list returns the models by name', async () => {
  const { app, call } = openTestApp()
  for (const name of ['b', 'a']) await call('createModel', { name })
  const answer = await app.request('/api/2.0/preview/mlflow/registered-models/list')
  expect(await answer.json()).toMatchObject({ registered_models: [{ name: 'a' }, { name: 'b' }] })
})

test('every endpoint works below preview, writes included', async () => {
  const { app, call } = openTestApp()
  const answer = await app.request('/ajax-api/2.0/preview/mlflow/registered-models/create', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{"name":"old"}',
  })
  expect(answer.status).toBe(200)
  expect((await call('getModel', { name: 'old' })).registered_model.name).toBe('old')
})

test('bad requests are refused as elsewhere', async () => {
  const { app } = openTestApp()
  const answer = await app.request('/api/2.0/mlflow/registered-models/list?max_results=-1')
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({ error_code: 'INVALID_PARAMETER_VALUE' })
})

test.each([
  ['mlflow-python-client/1.30.0', 'INVALID_STATE_TRANSITION'],
  ['mlflow-python-client/2.22.0', 'RESOURCE_CONFLICT'],
  ['mlflow-python-client/10.0.0', 'RESOURCE_CONFLICT'],
])('%s gets a code for a conflict that it knows', async (agent, code) => {
  const { app, call } = openTestApp()
  await call('createModel', { name: 'm' })
  await call('createVersion', { name: 'm', source: 's3://bucket/m' })
  await call('setPolicy', { name: 'm', rules: [{ target: 'Production', approvals: 1 }], revision: 0 })
  const answer = await app.request('/api/2.0/mlflow/model-versions/transition-stage', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'User-Agent': agent },
    body: JSON.stringify({ name: 'm', version: '1', stage: 'Production' }),
  })
  expect(answer.status).toBe(409)
  expect(await answer.json()).toEqual({ error_code: code, message: expect.stringContaining('needs 1 approval') })
})
