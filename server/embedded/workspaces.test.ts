import { expect, test } from 'vitest'
import { openTestApp } from '../testing/app.ts'

test('refuses a request for a workspace instead of answering from everybody’s data', async () => {
  const { app } = openTestApp()
  const url = 'http://localhost/api/2.0/mlflow/experiments/search?max_results=1'
  expect((await app.request(url)).status).toBe(200)
  expect((await app.request(url, { headers: { 'X-MLFLOW-WORKSPACE': ' ' } })).status).toBe(200)
  const refused = await app.request(url, { headers: { 'X-MLFLOW-WORKSPACE': 'team-b' } })
  expect([refused.status, await refused.json()]).toEqual([
    400,
    { error_code: 'FEATURE_DISABLED', message: expect.stringContaining('workspaces are not enabled') },
  ])
})

test('refuses nothing else: no page, no health check, and not the question whether there are workspaces', async () => {
  const { app } = openTestApp()
  const headers = { 'X-MLFLOW-WORKSPACE': 'team-b', Accept: 'text/html' }
  const statusOf = async (path: string) => (await app.request(`http://localhost${path}`, { headers })).status
  for (const path of ['/health', '/version', '/modelshelf/preview', '/api/3.0/mlflow/server-info'])
    expect([path, await statusOf(path)]).toEqual([path, 200])
  expect(await statusOf('/models')).toBe(404) // this server has no pages
  for (const path of [
    '/get-artifact',
    '/modelshelf/requests',
    '/model-versions/get-artifact',
    '/ajax-api/2.0/mlflow/x',
  ])
    expect([path, await statusOf(path)]).toEqual([path, 400])
})
