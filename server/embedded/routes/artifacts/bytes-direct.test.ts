import { expect, test } from 'vitest'
import { openTestApp } from '../../../testing/app.ts'

const { app, call } = openTestApp()
const { run } = await call('createRun', { experiment_id: '0' })
const { model } = await call('createLoggedModel', { experiment_id: '0' })
const { run_id } = run.info
const { model_id } = model.info

const missing = (field: string) => expect.stringContaining(`Missing value for required parameter '${field}'`)
const noParts = 'Multipart upload is not supported for the current artifact repository'
const proxied = expect.stringContaining('(artifact URI scheme: mlflow-artifacts)')

// On 501 and 400 clients fall back to plain GET and PUT. Bad requests are refused first (docs/rest-contract.md §7.4).
test.each([
  ['mlflow-artifacts/mpu/create/0/r', { path: 'a', num_parts: 2 }, 501, noParts],
  ['mlflow-artifacts/mpu/complete/0/r', { path: 'a', upload_id: 'u', parts: [{}] }, 501, noParts],
  ['mlflow-artifacts/mpu/abort/0/r', { path: 'a', upload_id: 'u' }, 501, noParts],
  ['mlflow-artifacts/mpu/create/0/r', {}, 400, missing('path')],
  ['mlflow-artifacts/mpu/complete/0/r', { path: 'a' }, 400, missing('parts')],
  ['mlflow/artifacts/presigned-download-url', { run_id, path: 'a' }, 400, proxied],
  ['mlflow/artifacts/presigned-download-url', { path: 'a' }, 400, missing('run_id')],
  ['mlflow/artifacts/presigned-download-url', { run_id }, 400, missing('path')],
  ['mlflow/artifacts/presigned-download-url', { run_id: 'r', path: 'a' }, 404, 'Run with id=r not found'],
  ['mlflow/artifacts/presigned-download-url', { run_id, path: '../a' }, 400, 'Invalid path'],
  ['mlflow/artifacts/presigned-upload-url', { run_id, path: 'a' }, 400, proxied],
  ['mlflow/artifacts/presigned-upload-url', { model_id, path: 'a' }, 400, proxied],
  [
    'mlflow/artifacts/presigned-upload-url',
    { run_id, model_id, path: 'a' },
    400,
    'Exactly one of run_id and model_id must be provided.',
  ],
  [
    'mlflow/artifacts/presigned-upload-url',
    { model_id: 'm', path: 'a' },
    404,
    expect.stringContaining("'m' not found"),
  ],
])('refuses POST %s of %j with %i', async (path, body, status, message) => {
  for (const api of ['api', 'ajax-api']) {
    const headers = { 'Content-Type': 'application/json' }
    const response = await app.request(`/${api}/2.0/${path}`, { method: 'POST', body: JSON.stringify(body), headers })
    expect([response.status, response.headers.get('Content-Type')]).toEqual([status, 'application/json'])
    expect(await response.json()).toMatchObject({ message })
  }
})

test('refuses a multipart download with 501', async () => {
  expect((await app.request('/api/2.0/mlflow-artifacts/presigned/0/r/f')).status).toBe(501)
})
