import { expect, test } from '../fixtures.ts'

// What a metric means, as its model says it, wherever the metric stands.

// The model's files are not there.
test.use({ allowedStatuses: [404] })

test('says what a metric means on every page that shows it', async ({ page, call, unique }) => {
  const name = unique('meant')
  const { experiment_id } = await call('createExperiment', { name })
  const { run } = await call('createRun', { experiment_id, run_name: 'first', start_time: 1 })
  const { run_id } = run.info
  const { model } = await call('createLoggedModel', { experiment_id, name: 'forest', source_run_id: run_id })
  const { model_id } = model.info
  const metrics = [1, 2, 3].map((step) => ({ key: 'reach', value: 3 - step / 8, timestamp: step, step, model_id }))
  await call('logBatch', { run_id, metrics })
  await call('createModel', { name })
  await call('createVersion', { name, source: `models:/${model_id}`, run_id, model_id })
  const said = { unit: 'km', direction: 'lower', meaning: 'Distance to the nearest station' }
  await call('setModelTag', { name, key: 'modelshelf.metric.reach', value: JSON.stringify(said) })
  const words = /Distance to the nearest station\. Lower is better\. In km\./

  await page.goto(`models/${encodeURIComponent(name)}/versions/1`)
  const values = page.getByRole('table', { name: /^Metrics/ })
  // The model is asked once somebody looks at the metrics, so that the page loads in few calls; no mouse is needed.
  await page.getByRole('link', { name: 'Open run' }).focus()
  await expect(values.getByRole('rowheader')).toHaveText('reach (km)')
  await values.getByRole('button', { name: 'reach' }).press('Enter')
  await expect(page.getByRole('dialog', { name: 'reach' })).toContainText(words)

  await page.goto(`runs/${run_id}`)
  await values.getByRole('link', { name: 'reach' }).focus()
  await expect(values.getByRole('rowheader')).toHaveText('reach (km)')
  await values.getByRole('link', { name: 'reach' }).hover()
  await expect(page.getByRole('tooltip')).toHaveText(words)

  await values.getByRole('link', { name: 'reach' }).press('Enter')
  await expect(page.getByRole('img', { name: 'reach (km) by step' })).toBeVisible()
  await expect(page.getByRole('table', { name: 'Curves' }).getByRole('rowheader')).toHaveText('reach (km)')
  await expect(page.getByText(words)).toBeVisible()

  await page.goto(`experiments/${experiment_id}/runs`)
  await expect(page.getByRole('link', { name: `${name} v1` })).toBeVisible()
  await page.getByRole('columnheader', { name: 'reach' }).hover()
  await expect(page.getByRole('columnheader', { name: 'reach (km)' })).toHaveAttribute('title', words)

  await page.goto(`logged-models/${model_id}`)
  await expect(values.getByRole('rowheader')).toHaveText('reach (km)')
})

test('proposes what the usual names mean, and Changes says which values are better', async ({ page, call, unique }) => {
  const name = unique('better')
  await call('createModel', { name })
  const { experiment_id } = await call('createExperiment', { name })
  let run_id = ''
  for (const value of [4, 6]) {
    const { run } = await call('createRun', { experiment_id, start_time: 1 })
    run_id = run.info.run_id
    for (const key of ['rmse', 'trips']) await call('logMetric', { run_id, key, value, timestamp: 1 })
    await call('createVersion', { name, source: 's3://bucket/model', run_id })
  }
  await page.goto(`models/${encodeURIComponent(name)}/versions/2/changes`)
  const row = page.getByRole('row', { name: /^trips/ })
  await expect(page.getByRole('row', { name: /^rmse/ })).toContainText('worse')
  await expect(row).toContainText('+2')
  await expect(row).not.toContainText('better')

  await page.getByRole('button', { name: 'rmse' }).click()
  await expect(page.getByRole('dialog', { name: 'rmse' })).toContainText('Lower is better.')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Describe metrics…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Describe a metric' })
  await dialog.getByLabel('Metric', { exact: true }).selectOption('trips')
  await dialog.getByLabel('Better values').selectOption('Higher is better')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(row).toContainText('better')

  // The usual sentence, wherever the metric stands, once somebody looks at it.
  const words = /Root of the mean squared error: large errors count more\. Lower is better\./
  for (const path of [`models/${encodeURIComponent(name)}`, `experiments/${experiment_id}/runs`]) {
    await page.goto(path)
    const header = page.getByRole('columnheader', { name: 'rmse' })
    await header.hover()
    await expect(header, path).toHaveAttribute('title', words)
  }
  const values = page.getByRole('table', { name: /^Metrics/ })
  await page.goto(`models/${encodeURIComponent(name)}/versions/2`)
  await values.getByRole('button', { name: 'rmse' }).click()
  await expect(page.getByRole('dialog', { name: 'rmse' })).toContainText(words)
  await page.goto(`runs/${run_id}`)
  await values.getByRole('link', { name: 'rmse' }).hover()
  await expect(page.getByRole('tooltip')).toHaveText(words)
  await values.getByRole('link', { name: 'rmse' }).click()
  await expect(page.getByText(words)).toBeVisible()
})
