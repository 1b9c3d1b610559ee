import { readFile } from 'node:fs/promises'
import { expect, mlflow3, test } from '../fixtures.ts'
import { passTimeUntil } from '../pass-time.ts'
import { runNames, runsOf, runsTable, seedExperiment, seedRun } from '../seeds/seed-runs.ts'

// What the table of runs shows of each run, and the actions it offers.

test(
  'tags and deletes selected runs, restores them with Undo, and shows deleted ones in a view',
  { tag: mlflow3 },
  async ({ page, call, unique }) => {
    const id = await seedExperiment(call, unique('bulk'))
    const one = await seedRun(call, id, 'one')
    await seedRun(call, id, 'two')
    await seedRun(call, id, 'three')
    await page.goto(runsOf(id))
    await page.getByLabel('Select one').check()
    await page.getByLabel('Select two').check()
    await expect(page.getByText('2 selected')).toBeVisible()

    await page.getByRole('button', { name: 'Tag', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Key').fill('a//b')
    await expect(dialog.getByText('A key cannot')).toBeVisible()
    await dialog.getByLabel('Key').fill('team')
    await dialog.getByLabel('Value').fill('rides')
    await dialog.getByRole('button', { name: 'Set tag' }).click()
    await expect(page.getByText('Tag “team” set on 2 runs.')).toBeVisible()
    expect((await call('getRun', { run_id: one })).run.data.tags).toContainEqual({ key: 'team', value: 'rides' })

    await page.getByRole('button', { name: 'Delete', exact: true }).last().click()
    await expect(runNames(page)).toHaveText(['three'])
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(runNames(page)).toHaveCount(3)

    await page.getByRole('button', { name: 'Delete three' }).click()
    await expect(page.getByText('“three” deleted.')).toBeVisible()
    await expect(runNames(page)).toHaveCount(2)
    await page.getByRole('button', { name: 'Deleted', exact: true }).click()
    await expect(page).toHaveURL(/view=deleted/)
    await expect(runNames(page)).toHaveText(['three'])
    await page.getByRole('button', { name: 'Restore three' }).click()
    await expect(page.getByText('No deleted runs')).toBeVisible()
  },
)

test('groups children below a parent that can be collapsed; an order by metric is flat', async ({
  page,
  call,
  unique,
}) => {
  const id = await seedExperiment(call, unique('family'))
  const parent = await seedRun(call, id, 'sweep', { metrics: { rmse: 5 } })
  await seedRun(call, id, 'child a', { parent, metrics: { rmse: 1 } })
  await seedRun(call, id, 'alone', { metrics: { rmse: 3 } })
  await seedRun(call, id, 'child b', { parent, metrics: { rmse: 9 } })
  await page.goto(runsOf(id))
  await expect(runNames(page)).toHaveText(['sweep', 'child b', 'child a', 'alone'])
  await page.getByRole('button', { name: '2 child runs of sweep' }).click()
  await expect(runNames(page)).toHaveText(['sweep', 'alone'])
  await page.goto(runsOf(id, '?sort=metrics.rmse'))
  await expect(runNames(page)).toHaveText(['child a', 'alone', 'sweep', 'child b'])
  await page.getByRole('button', { name: 'Group child runs' }).click()
  await expect(runNames(page)).toHaveText(['sweep', 'child a', 'child b', 'alone'])
})

test('searches and chooses columns, and keeps them in the URL', async ({ page, call, unique }) => {
  const id = await seedExperiment(call, unique('columns'))
  const params = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`p${n}`, 'x']))
  await seedRun(call, id, 'wide', {
    metrics: { 'val/loss': 0.000012345678 },
    params: { ...params, wanted: 'this one' },
  })
  await page.goto(runsOf(id))
  await expect(runsTable(page).getByRole('link', { name: 'wide' })).toBeVisible() // the columns follow from the runs
  await expect(runsTable(page).getByRole('columnheader', { name: 'wanted' })).toBeHidden()
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByLabel('Find a column').fill('WANT')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Columns' })).toBeFocused()
  await expect(runsTable(page).getByRole('columnheader', { name: 'wanted' })).toBeVisible()
  await expect(page).toHaveURL(/col=params\.wanted/)
  await page.reload()
  await expect(runsTable(page).getByText('this one')).toBeVisible()
  await expect(runsTable(page).getByTitle('0.000012345678')).toHaveText('1.23457e-5')
  // On a phone too the name of a run stays beside its values.
  await page.setViewportSize({ width: 390, height: 844 })
  const { x, width } = (await runNames(page).boundingBox())!
  await expect(runsTable(page).getByText('this one')).not.toBeInViewport()
  await runsTable(page).getByText('this one').scrollIntoViewIfNeeded()
  await expect(runNames(page)).toBeInViewport({ ratio: 1 })
  expect((await runNames(page).boundingBox())!.x).toBeLessThanOrEqual(x)
  expect(width).toBeLessThan(140)
  const value = (await runsTable(page).getByText('this one').boundingBox())!
  expect(value.x, 'px of the value, which is beside the name').toBeGreaterThan(140)
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(runsOf(id, '?col=run_id'))
  await expect(runsTable(page).getByRole('button', { name: 'Copy run ID of wide' })).toBeVisible()
})

test('shows the columns that differ between runs until somebody chooses', async ({ page, call, unique }) => {
  const id = await seedExperiment(call, unique('telling'))
  for (const depth of [3, 8])
    await seedRun(call, id, `depth ${depth}`, {
      metrics: { 'system/cpu': depth, training_loss: depth, val_loss: depth, a_constant: 1, b_constant: 1 },
      params: { all: 'same', bootstrap: 'True', criterion: 'mse', depth: String(depth) },
    })
  await page.goto(runsOf(id))
  const headings = runsTable(page).getByRole('columnheader')
  await expect(headings.nth(6)).toHaveText('val_loss')
  await expect(headings.nth(7)).toHaveText('training_loss')
  await expect(headings.filter({ hasText: 'depth' })).toBeVisible()
  await expect(headings.filter({ hasText: 'system/cpu' })).toHaveCount(0)
})

test('shows what a running run logs, also a new metric, and keeps scroll position and selection', async ({
  page,
  call,
  unique,
}) => {
  const id = await seedExperiment(call, unique('live'))
  const run_id = await seedRun(call, id, 'training', { running: true })
  for (let n = 0; n < 12; n++) await seedRun(call, id, `done ${n}`)
  await page.setViewportSize({ width: 1280, height: 400 })
  await page.clock.install()
  await page.goto(runsOf(id))
  await page.getByLabel('Select done 3').check()
  const frame = runsTable(page).locator('..')
  await expect(async () => {
    await frame.evaluate((own) => own.scrollTo(0, own.scrollHeight))
    await runsTable(page).getByText('Running').scrollIntoViewIfNeeded({ timeout: 500 })
  }).toPass()
  const place = await frame.evaluate((own) => own.scrollTop)
  expect(place).toBeGreaterThan(0)

  await call('logMetric', { run_id, key: 'loss', value: 4, timestamp: 2, step: 1 })
  const heading = runsTable(page).getByRole('columnheader', { name: 'loss' })
  await passTimeUntil(page, (timeout) => expect(heading).toBeVisible({ timeout }))
  await expect(runsTable(page).getByTitle('4', { exact: true })).toBeInViewport()
  await call('updateRun', { run_id, status: 'FINISHED', end_time: Date.now() })
  await passTimeUntil(page, (timeout) => expect(runsTable(page).getByText('Running')).toBeHidden({ timeout }))
  expect(await frame.evaluate((own) => own.scrollTop)).toBe(place)
  await expect(page.getByText('1 selected')).toBeVisible()
  await expect(page.getByLabel('Select done 3')).toBeChecked()
})

test('registers a model from a row, and shows the version with its stage', async ({ page, call, server, unique }) => {
  const id = await seedExperiment(call, unique('register'))
  const run_id = await seedRun(call, id, 'seeded')
  const { model } = await call('createLoggedModel', { experiment_id: id, name: 'forest', source_run_id: run_id })
  await call('logOutputs', { run_id, models: [{ model_id: model.info.model_id }] })
  const place = `${id}/models/${model.info.model_id}/artifacts/MLmodel`
  const body = 'flavors:\n  sklearn:\n    sklearn_version: 1.9.1\n'
  await fetch(`${server.url}api/2.0/mlflow-artifacts/artifacts/${place}`, { method: 'PUT', body })
  await call('finalizeLoggedModel', { model_id: model.info.model_id, status: 'LOGGED_MODEL_READY' })
  const name = unique('From a row')
  await page.goto(runsOf(id))
  await page.getByRole('button', { name: 'Register a model of seeded' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('forest')
  await dialog.getByLabel('Model name').fill(name)
  await page.getByRole('option', { name: `Create new model "${name}"` }).click()
  await dialog.getByRole('button', { name: 'Register', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(runsTable(page).getByRole('link', { name: `${name} v1` })).toBeVisible()
  await call('transitionStage', { name, version: '1', stage: 'Production' })
  await page.reload()
  await expect(runsTable(page).getByText('Production')).toBeVisible()
  await runsTable(page)
    .getByRole('link', { name: `${name} v1` })
    .click()
  await expect(page).toHaveURL(/\/versions\/1$/)
})

test(
  'shows, sorts, exports and compares by the best value of a metric, as the URL says',
  { tag: mlflow3 },
  async ({ page, call, unique, backend }) => {
    const id = await seedExperiment(call, unique('best'))
    const late = await seedRun(call, id, 'best late', { metrics: { rmse: 5 } })
    const early = await seedRun(call, id, 'best early', { metrics: { rmse: 1 } })
    await call('logMetric', { run_id: late, key: 'rmse', value: 4, step: 1, timestamp: 2 })
    await call('logMetric', { run_id: early, key: 'rmse', value: 9, step: 1, timestamp: 2 })
    await page.goto(runsOf(id, '?sort=metrics.rmse'))
    await expect(runNames(page)).toHaveText(['best late', 'best early'])
    await page.getByRole('combobox', { name: 'Metrics' }).selectOption('Best')
    await expect(page.getByRole('columnheader', { name: 'rmse, best' })).toBeVisible()
    await expect(runNames(page)).toHaveText(['best early', 'best late'])
    await expect(page).toHaveURL(/value=best/)

    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export CSV' }).click()
    const [header, ...lines] = (await readFile(await (await download).path(), 'utf8')).trim().split('\r\n')
    expect(header).toContain('"metrics.rmse, best"')
    expect(lines.map((line) => [line.split(',')[0], line.split(',').at(-1)])).toEqual([
      [early, '1'],
      [late, '4'],
    ])

    await page.getByRole('link', { name: 'Compare all' }).click()
    const compared = page.getByRole('table', { name: 'Compared runs' })
    await expect(compared.getByRole('columnheader').getByRole('link')).toHaveText(['best early', 'best late'])
    await expect(compared.getByRole('row', { name: 'rmse, best' })).toContainText(/1.*4/)
    await page.getByRole('button', { name: 'Scatter' }).click()
    await expect(page.getByRole('img', { name: /^rmse, best by rmse, best of 2 runs/ })).toBeVisible()
    await compared.getByRole('link', { name: 'best early' }).focus()
    await expect(page.getByText(/^best early: rmse, best 1/)).toBeVisible()

    const name = unique('best model')
    await call('createModel', { name })
    for (const run_id of [late, early]) await call('createVersion', { name, source: 's3://bucket/m', run_id })
    await call('transitionStage', { name, version: '2', stage: 'Production' })
    await page.goto(`models/${encodeURIComponent(name)}?versions=all&value=best&chart=rmse`)
    await expect(page.getByRole('columnheader', { name: 'rmse, best' })).toBeVisible()
    await expect(page.getByRole('row', { name: /^Select version 2 .*Production/ })).toContainText('best early1')
    await expect(page.getByRole('img', { name: 'rmse, best of 2 versions' })).toBeVisible()
    await page.goto(`models?view=cards&value=best&q=${encodeURIComponent(`name = '${name}'`)}`)
    await expect(page.getByRole('article')).toContainText('rmse, best 1')
    await expect(page.getByText('The best values come from the histories of the runs shown.')).toHaveCount(
      backend === 'embedded' ? 0 : 1,
    )

    const version = `models/${encodeURIComponent(name)}/versions/2`
    const metrics = page.getByRole('table', { name: /^Metrics/ })
    await page.goto(`${version}?value=mean`)
    await expect(metrics.getByRole('row')).toHaveText(/^rmse5mean/)
    await page.goto(`${version}/changes?against=1&value=min`)
    await expect(metrics.getByRole('row', { name: /^rmse, min/ })).toContainText(/4.*1.*−3 \(−75%\).*better/)

    const child = await seedRun(call, id, 'best child', { metrics: { rmse: 3 }, parent: early })
    await call('logMetric', { run_id: child, key: 'rmse', value: 8, step: 1, timestamp: 2 })
    await page.goto(`runs/${early}?value=mean`)
    const children = page.getByRole('table', { name: 'Child runs' })
    await expect(children.getByRole('columnheader', { name: 'rmse, mean' })).toBeVisible()
    await expect(children.getByRole('row', { name: /best child/ })).toContainText('5.5')
    await expect(page.getByRole('table', { name: /^Metrics/ }).getByRole('row', { name: /rmse/ })).toContainText('5')
  },
)
