import { expect, test } from '../fixtures.ts'

// Searching runs: names that nobody has, errors, and a table that stays in place.

test('proposes the name that was meant, and the table keeps its columns', async ({ page, call, unique }) => {
  const { experiment_id } = await call('createExperiment', { name: unique('meant') })
  for (const [at, test_accuracy] of [0.9, 0.8125, 0.75].entries()) {
    const { run } = await call('createRun', { experiment_id, run_name: `run ${at}`, start_time: at + 1 })
    const { run_id } = run.info
    // The first is unlike the others: only its metrics would be shown as columns if it were alone.
    const own = at === 0 ? { a: 1, b: 2, c: 3, d: 4 } : {}
    const values = Object.entries({ ...own, test_accuracy, rmse: 12 + at / 4 })
    await call('logBatch', { run_id, metrics: values.map(([key, value]) => ({ key, value, timestamp: 1, step: 0 })) })
  }
  await page.goto(`experiments/${experiment_id}/runs`)
  const table = page.getByRole('table', { name: 'Runs' })
  await expect(table.getByRole('row')).toHaveCount(4)
  await expect(table.getByRole('row', { name: /run 0/ })).toContainText(/0\.9000/)
  await expect(table.getByRole('row', { name: /run 1/ })).toContainText(/0\.8125/)
  const before = await table.getByRole('columnheader').allTextContents()

  const search = page.getByRole('combobox', { name: 'Search runs' })
  await search.fill('test_acuracy > 0.85')
  const problem = page.getByRole('search').getByRole('status')
  await expect(problem).toContainText('Unknown name “test_acuracy”.')
  await expect(problem).toContainText('Did you mean metrics.test_accuracy?')
  await problem.getByRole('button', { name: 'metrics.test_accuracy' }).click()
  await expect(search).toHaveValue('metrics.test_accuracy > 0.85')
  await expect(table.getByRole('row')).toHaveCount(2)
  await expect(table.getByRole('columnheader')).toHaveText(before)
  await table.getByRole('button', { name: 'rmse' }).click()
  await expect(page).toHaveURL(/sort=/)
  await expect(table.getByRole('columnheader')).toHaveText(before)

  // A search that can be read, for what nobody has.
  await search.fill("metrics.rsme < 13 AND run_name != 'x'")
  await page.getByRole('button', { name: 'metrics.rmse' }).click()
  await expect(search).toHaveValue("metrics.rmse < 13 AND run_name != 'x'")
  await expect(table.getByRole('row')).toHaveCount(4)
})

test('says nothing against a search whose end it offers, and never speaks Python', async ({ page, call, unique }) => {
  const { experiment_id } = await call('createExperiment', { name: unique('said') })
  const { run } = await call('createRun', { experiment_id, start_time: 1 })
  await call('logMetric', { run_id: run.info.run_id, key: 'rmse', value: 1, timestamp: 1 })
  await page.goto(`experiments/${experiment_id}/runs`)
  await expect(page.getByRole('table', { name: 'Runs' }).getByRole('row')).toHaveCount(2)
  const search = page.getByRole('combobox', { name: 'Search runs' })
  await search.fill('metrics.')
  await search.pressSequentially('rms', { delay: 500 }) // slower than the pause after which a search is checked
  await expect(page.getByRole('option', { name: 'metrics.rmse' })).toBeVisible()
  const problem = page.getByRole('search').getByRole('status')
  await expect(problem).toBeHidden()
  await search.press('Escape') // closes the list
  await expect(problem).toContainText('Something is missing at the end')
  await search.fill('zzz > 3')
  await search.press('Enter')
  await expect(problem).toContainText('Unknown name “zzz”. Known names are run_id,')
  await expect(problem).not.toContainText("{'")
})

test('the list of columns shows that it goes on', async ({ page, call, unique }) => {
  const { experiment_id } = await call('createExperiment', { name: unique('wide') })
  const { run } = await call('createRun', { experiment_id, start_time: 1 })
  const metrics = Array.from({ length: 30 }, (_, at) => ({ key: `m${at}`, value: at, timestamp: 1, step: 0 }))
  await call('logBatch', { run_id: run.info.run_id, metrics })
  await page.goto(`experiments/${experiment_id}/runs`)
  await page.getByRole('button', { name: /^Columns/ }).click()
  const more = page.getByText('More below')
  await expect(more).toBeVisible()
  await more.evaluate((below) => below.parentElement?.scrollTo(0, 10_000))
  await expect(more).toBeHidden()
})
