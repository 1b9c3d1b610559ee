import { expect, mlflow2, mlflow3, only, test } from './fixtures.ts'
import { startServer } from '../testbed/server.ts'

const emptyOne = only('embedded', 'starts an empty server of its own')
test('an empty registry says how to register a first model, with this server’s address', emptyOne, async ({ page }) => {
  const own = await startServer()
  await page.goto(`${own.url}models`)
  await expect(page.getByText('log_model').first()).toBeVisible()
  await expect(page.getByText(own.url.replace(/\/$/, '')).first()).toBeVisible()
  await page.close()
  await own.stop()
})

test('links printed by MLflow clients open the matching page', { tag: mlflow2 }, async ({ page, call, unique }) => {
  const name = unique('Old link')
  await call('createModel', { name })
  await page.goto(`#/models/${encodeURIComponent(name)}`)
  await expect(page).toHaveURL(new RegExp(`/models/${encodeURIComponent(name)}$`))
  const { run } = await call('createRun', { experiment_id: '0', run_name: unique('linked') })
  await page.goto(`#/experiments/0/runs/${run.info.run_id}`)
  await expect(page).toHaveURL(new RegExp(`/runs/${run.info.run_id}$`))
  await expect(page.getByRole('heading', { level: 1 })).toContainText('linked')
  // Pasted into an open tab, and a link of MLflow 3.
  await page.evaluate((id) => (window.location.hash = `#/experiments/0/runs/${id}/artifacts`), run.info.run_id)
  await expect(page).toHaveURL(new RegExp(`/runs/${run.info.run_id}/artifacts$`))
})

test('shows the navigation while the code of the first page loads', async ({ page }) => {
  const held = Promise.withResolvers<void>()
  await page.route(/\/ModelsPage-[^/]*\.js/, async (route) => {
    await held.promise
    await route.continue()
  })
  await page.goto('models', { waitUntil: 'commit' })
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  const heading = page.getByRole('heading', { level: 1 })
  await expect(heading).toHaveCount(0)
  held.resolve()
  await expect(heading).toHaveText('Registered models')
})

test('moves the focus to the heading of a new page, and keeps it on a tab', async ({ page, call, unique }) => {
  const { experiment_id } = await call('createExperiment', { name: unique('keys') })
  const { run } = await call('createRun', { experiment_id, run_name: 'by keys', start_time: Date.now() })
  const heading = page.getByRole('heading', { level: 1 })
  await page.goto(`experiments/${experiment_id}/runs`)
  await page.getByRole('link', { name: 'by keys' }).press('Enter')
  await expect(heading).toContainText('by keys')
  await expect(heading).toBeFocused()
  const tab = page.getByRole('tab', { name: 'Artifacts' })
  await tab.press('Enter')
  await expect(page).toHaveURL(new RegExp(`${run.info.run_id}/artifacts$`))
  await expect(tab).toBeFocused()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Go to a model' }).fill('Settings')
  await expect(page.getByRole('option', { name: 'Settings', selected: true })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(heading).toHaveText('Settings')
  await expect(heading).toBeFocused()
  await page.goBack()
  await expect(heading).toContainText('by keys')
  await expect(heading).toBeFocused()
})

test('filters runs, and marks an error beside the field', { tag: mlflow2 }, async ({ page, call, unique }) => {
  const { experiment_id } = await call('createExperiment', { name: unique('filter') })
  for (const [run_name, value] of [
    ['good', 5],
    ['bad', 9],
  ] as const) {
    const { run } = await call('createRun', { experiment_id, run_name, start_time: Date.now() })
    await call('logMetric', { run_id: run.info.run_id, key: 'rmse', value, timestamp: Date.now() })
  }
  await page.goto(`experiments/${experiment_id}/runs`)
  await expect(page.getByRole('link', { name: 'bad' })).toBeVisible()
  const search = page.getByLabel('Search runs')
  await search.fill('metrics.rmse < 7')
  await search.press('Enter')
  await expect(page.getByRole('link', { name: 'bad' })).toBeHidden()
  await expect(page.getByRole('link', { name: 'good' })).toBeVisible()
  await expect(page).toHaveURL(/q=metrics/)
  await search.fill('metrics.rmse <')
  await search.press('Enter')
  await expect(search).toHaveAttribute('aria-invalid', 'true')
})

test.describe('what does not exist says so', () => {
  test.use({ allowedStatuses: [404] })
  for (const [path, says, where] of [
    ['nowhere', 'Page not found', {}], // no call of MLflow's
    ['models/nobody', 'No model named “nobody”', { tag: mlflow3 }],
    ['models/nobody/versions/1', '“nobody” has no version 1', { tag: mlflow3 }],
    ['runs/0123', 'No run with ID 0123', { tag: mlflow3 }],
    ['logged-models/m-0123', 'No logged model with ID m-0123', { tag: mlflow3 }],
    ['experiments/987654/runs', 'Experiment not found', { tag: mlflow3 }],
  ] as const)
    test(path, where, async ({ page }) => {
      await page.goto(path)
      const main = page.getByRole('main')
      await expect(main.getByRole('heading', { level: 1 })).toHaveText('Not found')
      await expect(main).toContainText(says)
      await expect(page).toHaveTitle('Not found · Modelshelf')
    })
})
