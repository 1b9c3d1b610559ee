import type { Call } from '#contract/client.ts'
import { expect, mlflow3, test } from '../fixtures.ts'
import { passTimeUntil } from '../pass-time.ts'

// The page of an MLflow 3 logged model.

async function seed(call: Call, url: string, name: string) {
  const { experiment_id } = await call('createExperiment', { name })
  const { run } = await call('createRun', { experiment_id, run_name: `${name} run`, start_time: Date.now() })
  const source_run_id = run.info.run_id
  const { model } = await call('createLoggedModel', {
    experiment_id,
    name: 'forest',
    source_run_id,
    params: [{ key: 'max_depth', value: '8' }],
    tags: [{ key: 'team', value: 'rides' }],
  })
  const { model_id } = model.info
  await call('logOutputs', { run_id: source_run_id, models: [{ model_id }] })
  for (const [step, value] of [9, 4, 3.25].entries())
    await call('logMetric', { run_id: source_run_id, key: 'rmse', value, timestamp: Date.now(), step, model_id })
  const place = `${experiment_id}/models/${model_id}/artifacts/MLmodel`
  const body = 'flavors:\n  sklearn:\n    sklearn_version: 1.9.1\n'
  await fetch(`${url}api/2.0/mlflow-artifacts/artifacts/${place}`, { method: 'PUT', body })
  await call('createModel', { name })
  await call('createVersion', { name, source: `models:/${model_id}`, model_id, run_id: source_run_id })
  return { model_id, source_run_id }
}

test(
  'shows status, values, run and versions, and updates to ready',
  { tag: mlflow3 },
  async ({ page, call, server, unique }) => {
    const name = unique('forest')
    const { model_id, source_run_id } = await seed(call, server.url, name)
    const main = page.getByRole('main')
    await page.clock.install()
    await page.goto(`runs/${source_run_id}/models`)
    await expect(main).toContainText('Pending')
    await main.getByRole('button', { name: 'Find versions with the same files' }).click()
    const same = page.getByRole('region', { name: 'Versions with the same files' })
    await expect(same.getByRole('link', { name: `${name} version 1` })).toBeVisible()
    await main.getByRole('link', { name: 'forest', exact: true }).click()
    await expect(page).toHaveURL(new RegExp(`/logged-models/${model_id}$`))
    await expect(main).toContainText('Pending')
    await call('finalizeLoggedModel', { model_id, status: 'LOGGED_MODEL_READY' })
    await passTimeUntil(page, (timeout) => expect(main).toContainText('Ready', { timeout }))
    const metrics = page.getByRole('table', { name: 'Metrics' })
    await expect(metrics).toContainText('3.25')
    await page.getByRole('combobox', { name: 'Metrics' }).selectOption('Max')
    await expect(metrics.getByRole('row')).toHaveText(/^rmse9max/)
    await expect(page.getByRole('table', { name: 'Params' })).toContainText('max_depth')
    const versions = page.getByRole('region', { name: 'Registered versions' })
    await expect(versions.getByRole('link', { name: `${name} version 1` })).toBeVisible()
    await expect(page.getByRole('navigation', { name: 'Breadcrumbs' })).toContainText(name)
    await main.getByRole('link', { name: `${name} run` }).click()
    await expect(page).toHaveURL(new RegExp(source_run_id))
  },
)

test.describe('a model that is deleted', () => {
  // The run still refers to it, so the page checks whether it exists.
  test.use({ allowedStatuses: [404] })

  test(
    'changes tags, and deleting names the versions registered from it',
    { tag: mlflow3 },
    async ({ page, call, server, unique }) => {
      const name = unique('gone')
      const { model_id } = await seed(call, server.url, name)
      await page.goto(`logged-models/${model_id}`)
      await page.getByRole('button', { name: 'Add tag' }).click()
      await page.getByLabel('Key').fill('checked')
      await page.getByLabel('Value').fill('yes')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByRole('button', { name: 'Remove tag team' }).click()
      await expect(page.getByRole('group', { name: 'Tags' })).toHaveText(/checked yes/)
      await expect(page.getByRole('group', { name: 'Tags' })).not.toContainText('rides')

      await page.getByRole('button', { name: 'Delete' }).click()
      const dialog = page.getByRole('dialog')
      await expect(dialog).toContainText(`${name} version 1`)
      await dialog.getByRole('button', { name: 'Delete logged model' }).click()
      await expect(page.getByRole('main')).toContainText(`${name} run`)
      await expect(page.getByRole('main').getByRole('link', { name: 'forest' })).toBeHidden()
    },
  )
})

test.describe('a model nobody knows', () => {
  test.use({ allowedStatuses: [404] })

  test('is said to be missing', async ({ page }) => {
    await page.goto('logged-models/m-00000000000000000000000000000000')
    await expect(page.getByRole('main')).toContainText('Logged model not found')
  })
})
