import { readFile } from 'node:fs/promises'
import { expect, mlflow3, only, test } from '../fixtures.ts'
import { runNames, runsOf, runsTable, seedExperiment, seedRun } from '../seeds/seed-runs.ts'

// Search and sort the runs of chosen experiments.

test(
  'sorts runs by a metric on the server, up and down, and keeps the order in the URL',
  { tag: mlflow3 },
  async ({ page, call, unique }) => {
    const id = await seedExperiment(call, unique('order'))
    for (const [name, rmse] of [
      ['middle', 5],
      ['best', 1],
      ['worst', 9],
    ] as const)
      await seedRun(call, id, name, { metrics: { rmse } })
    await seedRun(call, id, 'without')
    await page.goto(runsOf(id))
    await expect(runNames(page)).toHaveText(['without', 'worst', 'best', 'middle'])
    await page.getByRole('button', { name: 'rmse' }).click()
    await expect(runNames(page)).toHaveText(['worst', 'middle', 'best', 'without'])
    await page.getByRole('button', { name: 'rmse' }).click()
    await expect(runNames(page)).toHaveText(['best', 'middle', 'worst', 'without'])
    await expect(page).toHaveURL(/sort=metrics\.rmse/)
    await page.reload()
    await expect(runNames(page).first()).toHaveText('best')
  },
)

test(
  'finds runs by a filter, marks the position of an error, and Back undoes each',
  { tag: mlflow3 },
  async ({ page, call, unique }) => {
    const id = await seedExperiment(call, unique('filter'))
    await seedRun(call, id, 'good', { metrics: { rmse: 5 }, params: { model: 'xgb' } })
    await seedRun(call, id, 'bad', { metrics: { rmse: 9 }, params: { model: 'xgb' } })
    await page.goto(runsOf(id))
    await expect(runNames(page)).toHaveCount(2)
    const search = page.getByLabel('Search runs')
    await search.fill("metrics.rmse < 7 AND params.model = 'xgb'")
    await search.press('Enter')
    await expect(runNames(page)).toHaveText(['good'])
    await search.fill('metrics.rmse < low')
    await expect(search).toHaveAttribute('aria-invalid', 'true')
    await expect(page.getByText('▲')).toBeVisible()
    await expect(runNames(page)).toHaveText(['good']) // the previous results stay while the search is invalid
    await page.goBack()
    await expect(search).toHaveValue('')
    await expect(runNames(page)).toHaveCount(2)
  },
)

test('adds a run started elsewhere, but moves nothing under the pointer', async ({ page, call, unique }) => {
  const id = await seedExperiment(call, unique('arriving'))
  await seedRun(call, id, 'first', { metrics: { rmse: 5 } })
  await page.clock.install()
  await page.goto(runsOf(id, `?q=${encodeURIComponent('metrics.rmse < 7')}`))
  await expect(runNames(page)).toHaveText(['first'])
  await seedRun(call, id, 'second', { metrics: { rmse: 6 } })
  await seedRun(call, id, 'not asked for', { metrics: { rmse: 8 } })
  await page.clock.fastForward(6000)
  await expect(runNames(page)).toHaveText(['second', 'first'])

  await runNames(page).first().hover()
  await seedRun(call, id, 'third', { metrics: { rmse: 4 } })
  await page.clock.fastForward(6000)
  const show = page.getByRole('button', { name: '1 new run' })
  await expect(show).toBeVisible()
  await expect(runNames(page)).toHaveText(['second', 'first'])
  await show.press('Enter')
  await expect(runNames(page)).toHaveText(['third', 'second', 'first'])
  await expect(show).toBeHidden()
  await expect(runsTable(page).getByRole('button').first()).toBeFocused()
})

test('completes a filter from suggestions, by keyboard', async ({ page, call, unique }) => {
  const id = await seedExperiment(call, unique('suggest'))
  await seedRun(call, id, 'good', { metrics: { rmse: 5 } })
  await seedRun(call, id, 'bad', { metrics: { rmse: 9 } })
  await page.goto(runsOf(id))
  await expect(runNames(page)).toHaveCount(2)
  await page.keyboard.press('/')
  const search = page.getByLabel('Search runs')
  await search.pressSequentially('metrics.r')
  await expect(page.getByRole('listbox').getByRole('option')).toHaveText(['metrics.rmse'])
  await search.press('ArrowDown')
  await search.press('Enter')
  await expect(search).toHaveValue('metrics.rmse ')
  await expect(search).toHaveAttribute('aria-expanded', 'true')
  await expect(search).toHaveAttribute('aria-invalid', 'false') // no error while something is offered
  await expect(runNames(page)).toHaveCount(2) // half a filter is not sent
  await search.pressSequentially('< 7')
  await search.press('Enter')
  await expect(runNames(page)).toHaveText(['good'])
})

test(
  'lists runs of several experiments together, each with its experiment',
  { tag: mlflow3 },
  async ({ page, call, unique }) => {
    const [a, b] = [unique('first'), unique('second')]
    const ids = [await seedExperiment(call, a), await seedExperiment(call, b)]
    for (const id of ids) await seedRun(call, id, `of ${id}`)
    await page.goto(runsOf(ids.join(',')))
    await expect(runNames(page)).toHaveCount(2)
    await expect(runsTable(page).getByRole('link', { name: a })).toBeVisible()
    await runsTable(page).getByRole('link', { name: b }).click()
    await expect(page).toHaveURL(new RegExp(`/experiments/${ids[1]}/runs$`))
  },
)

const quick = only(
  'embedded',
  'twenty writes at once exhaust MLflow’s connections, and a thousand in a row take it minutes',
)

test(
  'loads a thousand runs while scrolling, by keyboard too, and exports all of them',
  quick,
  async ({ page, call, unique }) => {
    test.slow()
    const id = await seedExperiment(call, unique('many'))
    for (let n = 0; n < 1000; n += 20)
      await Promise.all(
        Array.from({ length: 20 }, (_, k) =>
          call('createRun', { experiment_id: id, run_name: `run ${n + k}`, start_time: 1_700_000_000_000 + n + k }),
        ),
      )
    await page.goto(runsOf(id))
    await expect(page.getByText('100 runs loaded')).toBeVisible()
    expect(await runNames(page).count()).toBeLessThan(60)
    await expect(async () => {
      await runsTable(page)
        .locator('..')
        .evaluate((frame) => frame.scrollBy(0, 100_000))
      await expect(page.getByText('1,000 runs', { exact: true })).toBeVisible({ timeout: 200 })
    }).toPass()
    await runsTable(page)
      .locator('..')
      .evaluate((frame) => frame.scrollTo(0, frame.scrollHeight))
    await expect(runNames(page).last()).toHaveText('run 0')
    expect(await runNames(page).count()).toBeLessThan(60)

    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export CSV' }).click()
    const lines = (await readFile(await (await download).path(), 'utf8')).split('\r\n')
    expect(lines).toHaveLength(1001)
    expect(lines[0]).toContain('run_id,run_name')

    await page.goto(runsOf(id))
    await expect(runNames(page).first()).toBeVisible()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await expect(runNames(page).nth(1)).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toContainText('run 998')
    await page.goBack()
    await expect(runNames(page).first()).toHaveText('run 999')
  },
)
