import { createClient } from '#contract/client.ts'
import type { SampleChange } from '#contract/sample.ts'
import { expect, only, test } from '../fixtures.ts'
import { type Server, startServer } from '../../testbed/server.ts'

// An empty Models page offers a sample project to explore, and removes it again. Needs a server of its own, since only an
// empty registry gets the offer.

const embedded = only('embedded', 'no other backend has a sample project')
let server: Server
test.beforeEach(async () => {
  server = await startServer()
})
test.afterEach(() => server?.stop())

const call = () => createClient(server.url, (url, init) => fetch(url, init))

test('loads the sample project quickly, shows every kind of page, and undoes it', embedded, async ({ page }) => {
  await page.goto(`${server.url}models`)
  const answered = page.waitForResponse((response) => response.url().endsWith('/modelshelf/sample'))
  await page.getByRole('button', { name: 'Load sample project' }).click()
  const change = (await (await answered).json()) as SampleChange
  // Less than two seconds on a quiet machine; the disk of a busy one is slower.
  expect(change.milliseconds, 'milliseconds the server took').toBeLessThan(10_000)
  await expect(page.getByText('Sample project loaded: 4 models with 13 versions')).toBeVisible()

  const row = page.getByRole('row', { name: /station-demand/ })
  await expect(row.getByRole('link', { name: 'Version 3' })).toBeVisible()
  await expect(row.getByText('mira.okafor')).toBeVisible()
  const undo = page.getByRole('button', { name: 'Undo' })

  await undo.click()
  await expect(page.getByText('Sample project removed.')).toBeVisible()
  await expect(page.getByText('No models yet')).toBeVisible()
  const { experiments } = await call()('searchExperiments', { max_results: 10 })
  expect(experiments?.map(({ name }) => name)).toEqual(['Default'])
})

test('its models have model cards, and link to versions, runs and artifacts', embedded, async ({ page }) => {
  await page.goto(`${server.url}models`)
  await page.getByRole('button', { name: 'Load sample project' }).click()
  await page.getByRole('link', { name: 'station-demand', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'How good it is' })).toBeVisible()
  await page.getByRole('link', { name: 'Version 3' }).first().click()
  await expect(page.getByRole('button', { name: 'Stage' })).toContainText('Production')
  await expect(page.getByText('temperature_c').first()).toBeVisible()
  await page.getByRole('link', { name: 'poisson, hours by day' }).first().click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('poisson, hours by day')
  await page.getByRole('tab', { name: 'Artifacts' }).click()
  await page.getByRole('treeitem', { name: 'evaluation' }).click()
  await page.getByRole('treeitem', { name: 'residuals by hour.png' }).click()
  await expect(page.getByRole('img', { name: /residuals by hour/ })).toBeVisible()
  await page.goto(`${server.url}experiments`)
  await expect(page.getByRole('link', { name: 'bike-faults' })).toBeVisible()
})

test('the settings remove it later, and load it beside one’s own work', embedded, async ({ page }) => {
  await call()('createModel', { name: 'my own' })
  await page.goto(`${server.url}settings`)
  await page.getByRole('button', { name: 'Load sample project' }).click()
  await page.getByRole('button', { name: 'Remove sample project' }).click()
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByText('Sample project removed.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Load sample project' })).toBeVisible()
  const { registered_models } = await call()('searchModels', { max_results: 10 })
  expect(registered_models?.map(({ name }) => name)).toEqual(['my own'])
})

test.describe('when a name is taken', () => {
  test.use({ allowedStatuses: [400] })
  test('says which, and loads nothing', embedded, async ({ page }) => {
    await call()('createExperiment', { name: 'trip-duration' })
    await page.goto(`${server.url}models`)
    await page.getByRole('button', { name: 'Load sample project' }).click()
    await expect(page.getByRole('alert')).toContainText('these names are taken: an experiment “trip-duration”')
    await expect(page.getByText('No models yet')).toBeVisible()
  })
})

test.describe('when somebody has worked on it', () => {
  test.use({ allowedStatuses: [409] })
  test('refuses to undo and names the work', embedded, async ({ page }) => {
    await page.goto(`${server.url}models`)
    await page.getByRole('button', { name: 'Load sample project' }).click()
    await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible()
    await call()('createVersion', { name: 'trip-duration', source: 's3://bucket/mine' })
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(page.getByRole('alert')).toContainText('version 4 of “trip-duration”')
    await expect(page.getByRole('link', { name: 'trip-duration', exact: true })).toBeVisible()

    await page.goto(`${server.url}settings`)
    await page.getByRole('button', { name: 'Remove sample project' }).click()
    await page.getByRole('button', { name: 'Remove', exact: true }).click()
    await expect(page.getByRole('dialog').getByRole('alert')).toContainText('version 4 of “trip-duration”')
  })
})
