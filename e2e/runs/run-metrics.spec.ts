import type { Call } from '#contract/client.ts'
import { expect, mlflow2, mlflow3, test } from '../fixtures.ts'
import { passTimeUntil } from '../pass-time.ts'

// The metric histories of a run.

const start = Date.UTC(2026, 10, 1)

/** A run with a metric of `count` points, one per second. */
async function seed(call: Call, experiment: string, key: string, values: readonly (number | string)[]) {
  const { experiment_id } = await call('createExperiment', { name: experiment })
  const { run } = await call('createRun', { experiment_id, run_name: 'curves', start_time: start })
  const { run_id } = run.info
  const metrics = values.map((value, step) => ({ key, value, timestamp: start + 1000 * step, step }))
  for (let at = 0; at < metrics.length; at += 1000)
    await call('logBatch', { run_id, metrics: metrics.slice(at, at + 1000) })
  return run_id
}

test('draws 10,000 points, reads them with the arrow keys and lists them', async ({ page, call, unique }) => {
  const values = Array.from({ length: 10_000 }, (_, step) => (step === 7000 ? 99 : 1 / (step + 1)))
  const runId = await seed(call, unique('e'), 'train/loss', values)
  await call('logMetric', { run_id: runId, key: 'acc', value: 0.5, timestamp: start, step: 0 })
  await page.goto(`runs/${runId}/metrics`)
  const card = page.getByRole('article', { name: 'train/loss' })
  await expect(card.getByRole('img')).toBeVisible()
  await card.getByRole('link', { name: 'train/loss' }).click()
  await expect(page).toHaveURL(/metric=train%2Floss/)

  const chart = page.getByRole('img', { name: /^train\/loss by step/ })
  await chart.focus()
  await chart.press('End')
  await expect(page.getByRole('status')).toHaveText('step 9999: train/loss 0.0001')
  await chart.press('ArrowLeft')
  await expect(page.getByRole('status')).toHaveText(/^step 9998/)
  // Sampling keeps the single peak among ten thousand points.
  await expect(page.getByRole('table', { name: 'Curves' }).getByRole('row', { name: /train/ })).toContainText('99')

  await page.getByRole('button', { name: 'Elapsed time' }).click()
  await page.getByRole('img', { name: /by relative/ }).press('Home')
  await expect(page.getByRole('status')).toHaveText(/^after 0 ms: train\/loss 1$/)

  await page.getByRole('button', { name: 'Table' }).click()
  const table = page.getByRole('table', { name: 'Points' })
  await table.getByRole('button', { name: 'Value' }).click()
  await expect(table.getByRole('row').nth(1)).toContainText('7000')
  await page.reload()
  await expect(table).toHaveAttribute('aria-rowcount', '10001')
})

test('shows a gap and a note for NaN, also on a log scale', { tag: mlflow3 }, async ({ page, call, unique }) => {
  const runId = await seed(call, unique('e'), 'loss', [4, 'NaN', 2, 'Infinity', 1])
  await page.goto(`runs/${runId}/metrics?metric=loss`)
  const chart = page.getByRole('img', { name: /^loss/ })
  await chart.focus()
  for (const text of ['loss 4', 'loss NaN', 'loss 2', 'loss Infinity', 'loss 1']) {
    await chart.press('ArrowRight')
    await expect(page.getByRole('status')).toContainText(text)
  }
  await page.getByRole('switch', { name: 'Log scale' }).click()
  await expect(page).toHaveURL(/y=log/)
  await expect(page.getByRole('row', { name: /^loss/ })).toContainText('5')
})

test(
  'chooses values and several metrics, and the URL restores them',
  { tag: mlflow2 },
  async ({ page, call, unique }, testInfo) => {
    const runId = await seed(call, unique('e'), 'train/loss', [3, 1, 2])
    await call('logMetric', { run_id: runId, key: 'val/loss', value: 2, timestamp: start, step: 0 })
    await call('logMetric', { run_id: runId, key: 'system/cpu', value: 50, timestamp: start, step: 0 })
    await page.goto(`runs/${runId}/metrics`)
    const system = page.getByRole('region', { name: 'System metrics' }).getByRole('table', { name: /^Logged once/ })
    await expect(system.getByRole('row')).toHaveText('system/cpu50step 0')
    const card = page.getByRole('article', { name: 'train/loss' })
    await expect(card.locator('data')).toHaveText('2')
    for (const [choice, value] of Object.entries({ Max: '3', Mean: '2', Best: '1' })) {
      await page.getByLabel('Values', { exact: true }).selectOption(choice)
      await expect(card).toContainText(`${value}${choice.toLowerCase()}`)
    }
    await expect(page.getByText('The best values come from the histories of the runs shown.')).toHaveCount(
      testInfo.project.name === 'embedded' ? 0 : 1,
    )
    await page.reload()
    await expect(card).toContainText('1best')
    await expect(system.getByRole('row')).toHaveText('system/cpu50step 0')
    await page.getByRole('combobox', { name: 'Metrics' }).click()
    // Both at once: the second choice must not undo the first.
    await page
      .getByRole('option', { name: /loss$|cpu/ })
      .evaluateAll((options) => options.forEach((option) => (option as HTMLElement).click()))
    const legend = page.getByRole('table', { name: 'Curves' })
    const curves = legend.getByRole('rowheader')
    const all = ['system/cpu', 'train/loss', 'val/loss']
    await expect(curves).toHaveText(all)
    await page.reload()
    await expect(curves).toHaveText(all)
    // Lower is better by the name; of the other metric nobody has said it.
    const cells = (name: string) => legend.getByRole('row', { name }).getByRole('cell')
    await expect(cells('train/loss')).toHaveText(['–', '2', '1', '1', '3', '2', '3'])
    await expect(cells('system/cpu')).toHaveText(['–', '50', '–', '50', '50', '50', '1'])
    await page.goBack()
    await expect(curves).toHaveText(['system/cpu', 'train/loss'])
  },
)

test('lists values logged once above the curves, and draws what was logged more often', async ({
  page,
  call,
  unique,
}) => {
  // Without steps all of them are at step 0: only the history tells them apart.
  const { experiment_id } = await call('createExperiment', { name: unique('e') })
  const { run } = await call('createRun', { experiment_id, start_time: start })
  const { run_id } = run.info
  for (const value of [3, 2, 1])
    await call('logMetric', { run_id, key: 'loss', value, timestamp: start + value, step: 0 })
  for (const key of ['auc', 'f1']) await call('logMetric', { run_id, key, value: 0.5, timestamp: start, step: 0 })
  await call('logMetric', { run_id, key: 'best', value: 0.25, timestamp: start, step: 7 })
  await page.goto(`runs/${run_id}/metrics`)
  await expect(page.getByRole('article')).toHaveCount(1)
  await expect(page.getByRole('article', { name: 'loss' }).getByRole('img')).toBeVisible()
  const once = page.getByRole('table', { name: /^Logged once/ })
  await expect(once.getByRole('row')).toHaveText(['auc0.5step 0', 'best0.25step 7', 'f10.5step 0'])
  await once.getByRole('link', { name: 'best' }).click()
  await expect(page).toHaveURL(/metric=best/)
})

test('draws what a running run logs', async ({ page, call, unique }) => {
  const runId = await seed(call, unique('e'), 'loss', [3, 2])
  await page.clock.install()
  await page.goto(`runs/${runId}/metrics?metric=loss`)
  const row = page.getByRole('table', { name: 'Curves' }).getByRole('row', { name: /^loss/ })
  await expect(row).toContainText('2.5') // their mean
  const [asked, answer] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  await page.route('**/metrics/get-history?*', async (route) => {
    asked.resolve()
    await answer.promise
    await route.continue()
  })
  await call('logMetric', { run_id: runId, key: 'loss', value: 1.25, timestamp: start + 9000, step: 9 })
  let isAsked = false
  void asked.promise.then(() => (isAsked = true))
  await passTimeUntil(page, async () => expect(isAsked).toBe(true))
  // What was drawn stays until the new point has arrived.
  await expect(page.getByRole('img', { name: /^loss by step/ })).toBeVisible()
  await expect(row).toContainText('2')
  answer.resolve()
  await passTimeUntil(page, (timeout) => expect(row).toContainText('1.25', { timeout }))
})
