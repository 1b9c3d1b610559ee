import { expect, test } from './fixtures.ts'

// performance.md: what the first load of /models may cost. Bytes are as sent (brotli), requests are those of the API.
const MOST_BYTES = 250_000
const MOST_CALLS = 3

test('the first load of the models list is small and asks little', async ({ page, call, unique }) => {
  const name = unique('Budget')
  await call('createModel', { name })
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Network.enable')
  const types = new Map<string, string>()
  let calls = 0
  let bytes = 0
  cdp.on('Network.responseReceived', ({ requestId, type, response }) => {
    types.set(requestId, type)
    if (/\/(ajax-)?api\/|get-artifact/.test(response.url)) calls++
  })
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (['Script', 'Stylesheet'].includes(types.get(requestId) ?? '')) bytes += encodedDataLength
  })
  await page.goto('models', { waitUntil: 'networkidle' })
  await expect(page.getByRole('link', { name })).toBeVisible()
  expect(bytes).toBeGreaterThan(50_000) // it did count
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES)
  expect(calls).toBeGreaterThan(0)
  expect(calls).toBeLessThanOrEqual(MOST_CALLS)
})
