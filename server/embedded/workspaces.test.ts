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
