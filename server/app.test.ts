import { expect, test } from 'vitest'
import { openTestApp } from './testing/app.ts'

test('R01 an unknown path is 404 in JSON', async () => {
  const response = await openTestApp().app.request('/api/2.0/mlflow/nonsense')
  expect(response.status).toBe(404)
  expect(await response.json()).toMatchObject({ error_code: 'ENDPOINT_NOT_FOUND' })
})

test('/health and /version answer below the base path only', async () => {
  const { app } = openTestApp({ basePath: '/shelf' })
  expect(await (await app.request('/shelf/health')).text()).toBe('OK')
  expect(await (await app.request('/shelf/version')).text()).toBe('3.17.2')
  const outside = await app.request('/health')
  expect(outside.status).toBe(404)
  expect(await outside.json()).toMatchObject({ message: expect.stringContaining('below /shelf/') })
})
