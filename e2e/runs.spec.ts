import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import type { Call } from '#contract/client.ts'
import { expect, only, test } from './fixtures.ts'

// mission.md D2 and A6: the runs of chosen experiments are found, compared by their values, kept in order and registered.

type Seed = { parent?: string; metrics?: Record<string, number>; params?: Record<string, string>; running?: boolean }

/** A run of this test's own, newer than those seeded before it. */
async function seedRun(call: Call, experiment_id: string, run_name: string, { parent, ...seed }: Seed = {}) {
  const tags = parent ? [{ key: 'mlflow.parentRunId', value: parent }] : []
  const { run } = await call('createRun', { experiment_id, run_name, start_time: Date.now(), tags })
  const { run_id } = run.info
  const metrics = Object.entries(seed.metrics ?? {}).map(([key, value]) => ({ key, value, timestamp: 1, step: 0 }))
  const params = Object.entries(seed.params ?? {}).map(([key, value]) => ({ key, value }))
  await call('logBatch', { run_id, metrics, params })
  if (!seed.running) await call('updateRun', { run_id, status: 'FINISHED', end_time: Date.now() })
  return run_id
}

const seedExperiment = async (call: Call, name: string) => (await call('createExperiment', { name })).experiment_id

const table = (page: Page) => page.getByRole('table', { name: 'Runs' })
const names = (page: Page) => table(page).locator('tbody tr[data-index] td[data-pinned=true] a')
const runsOf = (id: string, search = '') => `experiments/${id}/runs${search}`

test('runs are sorted by a metric on the server, up and down, and the order is in the address', async ({
  page,
  call,
  unique,
}) => {
  const id = await seedExperiment(call, unique('order'))
  for (const [name, rmse] of [
    ['middle', 5],
    ['best', 1],
    ['worst', 9],
  ] as const)
    await seedRun(call, id, name, { metrics: { rmse } })
  await seedRun(call, id, 'without')
  await page.goto(runsOf(id))
  await expect(names(page)).toHaveText(['without', 'worst', 'best', 'middle'])
  await page.getByRole('button', { name: 'rmse' }).click()
  await expect(names(page)).toHaveText(['worst', 'middle', 'best', 'without'])
  await page.getByRole('button', { name: 'rmse' }).click()
  await expect(names(page)).toHaveText(['best', 'middle', 'worst', 'without'])
  await expect(page).toHaveURL(/sort=metrics\.rmse/)
  await page.reload()
  await expect(names(page).first()).toHaveText('best')
})

test('a filter finds runs, a wrong one shows where, and Back undoes each', async ({ page, call, unique }) => {
  const id = await seedExperiment(call, unique('filter'))
  await seedRun(call, id, 'good', { metrics: { rmse: 5 }, params: { model: 'xgb' } })
  await seedRun(call, id, 'bad', { metrics: { rmse: 9 }, params: { model: 'xgb' } })
  await page.goto(runsOf(id))
  await expect(names(page)).toHaveCount(2)
  const search = page.getByLabel('Search runs')
  await search.fill("metrics.rmse < 7 AND params.model = 'xgb'")
  await search.press('Enter')
  await expect(names(page)).toHaveText(['good'])
  await search.fill('metrics.rmse < low')
  await expect(search).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByText('▲')).toBeVisible()
  await expect(names(page)).toHaveText(['good']) // what was found stays while the search is wrong
  await page.goBack()
  await expect(search).toHaveValue('')
  await expect(names(page)).toHaveCount(2)
})

test('a filter is written from what is offered, by keyboard', async ({ page, call, unique }) => {
  const id = await seedExperiment(call, unique('suggest'))
  await seedRun(call, id, 'good', { metrics: { rmse: 5 } })
  await seedRun(call, id, 'bad', { metrics: { rmse: 9 } })
  await page.goto(runsOf(id))
  await expect(names(page)).toHaveCount(2)
  await page.keyboard.press('/')
  const search = page.getByLabel('Search runs')
  await search.pressSequentially('metrics.r')
  await expect(page.getByRole('option')).toHaveText(['metrics.rmse'])
  await search.press('ArrowDown')
  await search.press('Enter')
  await expect(search).toHaveValue('metrics.rmse ')
  await expect(search).toHaveAttribute('aria-invalid', 'true') // half a filter is marked, and not sent
  await search.pressSequentially('< 7')
  await search.press('Enter')
  await expect(names(page)).toHaveText(['good'])
})

test('selected runs are tagged, deleted, and back with Undo; deleted ones have a view', async ({
  page,
  call,
  unique,
}) => {
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
  await expect(names(page)).toHaveText(['three'])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(names(page)).toHaveCount(3)

  await page.getByRole('button', { name: 'Delete three' }).click()
  await expect(names(page)).toHaveCount(2)
  await page.getByRole('button', { name: 'Deleted', exact: true }).click()
  await expect(page).toHaveURL(/view=deleted/)
  await expect(names(page)).toHaveText(['three'])
  await page.getByRole('button', { name: 'Restore three' }).click()
  await expect(page.getByText('No deleted runs')).toBeVisible()
})

test('children stand below their parent, which can be closed; in the order of a metric all are equal', async ({
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
  await expect(names(page)).toHaveText(['sweep', 'child b', 'child a', 'alone'])
  await page.getByRole('button', { name: '2 child runs of sweep' }).click()
  await expect(names(page)).toHaveText(['sweep', 'alone'])
  await page.goto(runsOf(id, '?sort=metrics.rmse'))
  await expect(names(page)).toHaveText(['child a', 'alone', 'sweep', 'child b'])
  await page.getByRole('button', { name: 'Nest child runs' }).click()
  await expect(names(page)).toHaveText(['sweep', 'child a', 'child b', 'alone'])
})

test('columns are searched for and chosen, and stay in the address', async ({ page, call, unique }) => {
  const id = await seedExperiment(call, unique('columns'))
  const params = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`p${n}`, 'x']))
  await seedRun(call, id, 'wide', {
    metrics: { 'val/loss': 0.000012345678 },
    params: { ...params, wanted: 'this one' },
  })
  await page.goto(runsOf(id))
  await expect(table(page).getByRole('columnheader', { name: 'wanted' })).toBeHidden()
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByLabel('Find a column').fill('WANT')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Columns' })).toBeFocused()
  await expect(table(page).getByRole('columnheader', { name: 'wanted' })).toBeVisible()
  await expect(page).toHaveURL(/col=params\.wanted/)
  await page.reload()
  await expect(table(page).getByText('this one')).toBeVisible()
  await expect(table(page).getByTitle('0.000012345678')).toHaveText('1.23457e-5')
})

test('a running run is kept up to date', async ({ page, call, unique }) => {
  const id = await seedExperiment(call, unique('live'))
  const run_id = await seedRun(call, id, 'training', { running: true, metrics: { loss: 8 } })
  await page.goto(runsOf(id))
  await expect(table(page).getByText('Running')).toBeVisible()
  await call('logMetric', { run_id, key: 'loss', value: 4, timestamp: 2, step: 1 })
  await call('updateRun', { run_id, status: 'FINISHED', end_time: Date.now() })
  await expect(table(page).getByText('Finished')).toBeVisible()
  await expect(table(page).getByTitle('4', { exact: true })).toBeVisible()
})

test('a row registers a model of its run, and shows the version with its stage', async ({ page, call, unique }) => {
  const id = await seedExperiment(call, unique('register'))
  const run_id = await seedRun(call, id, 'seeded')
  const { model } = await call('createLoggedModel', { experiment_id: id, name: 'forest', source_run_id: run_id })
  await call('logOutputs', { run_id, models: [{ model_id: model.info.model_id }] })
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
  await expect(table(page).getByTitle(`${name}, version 1`)).toBeVisible()
  await call('transitionStage', { name, version: '1', stage: 'Production' })
  await page.reload()
  await expect(table(page).getByText('Production')).toBeVisible()
  await table(page).getByTitle(`${name}, version 1`).click()
  await expect(page).toHaveURL(/\/versions\/1$/)
})

const quick = only(
  'embedded',
  'twenty writes at once exhaust MLflow’s connections, and a thousand in a row take it minutes',
)
test(
  'a thousand runs come as one scrolls, by keyboard too, and are exported whole',
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
    await expect(page.getByText('100 runs so far')).toBeVisible()
    expect(await names(page).count()).toBeLessThan(60)
    await expect(async () => {
      await table(page)
        .locator('..')
        .evaluate((frame) => frame.scrollBy(0, 100_000))
      await expect(page.getByText('1000 runs', { exact: true })).toBeVisible({ timeout: 200 })
    }).toPass()
    await table(page)
      .locator('..')
      .evaluate((frame) => frame.scrollTo(0, frame.scrollHeight))
    await expect(names(page).last()).toHaveText('run 0')
    expect(await names(page).count()).toBeLessThan(60)

    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export CSV' }).click()
    const lines = (await readFile(await (await download).path(), 'utf8')).split('\r\n')
    expect(lines).toHaveLength(1001)
    expect(lines[0]).toContain('run_id,run_name')

    await page.goto(runsOf(id))
    await expect(names(page).first()).toBeVisible()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await expect(names(page).nth(1)).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toContainText('run 998')
    await page.goBack()
    await expect(names(page).first()).toHaveText('run 999')
  },
)

test('a deleted experiment says so, shows its runs, and is restored', async ({ page, call, unique }) => {
  const name = unique('gone')
  const id = await seedExperiment(call, name)
  await seedRun(call, id, 'kept')
  await call('deleteExperiment', { experiment_id: id })
  await page.goto(runsOf(id))
  await expect(page.getByText(`The experiment “${name}” is deleted`)).toBeVisible()
  await page.getByRole('button', { name: 'Show deleted runs' }).click()
  await expect(names(page)).toHaveText(['kept'])
  await page.goBack()
  await page.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(names(page)).toHaveText(['kept'])
  await expect(page.getByText('is deleted')).toBeHidden()
})

test('an experiment gets a note and a tag, is renamed and deleted from its own page', async ({
  page,
  call,
  unique,
}) => {
  const name = unique('About')
  const id = await seedExperiment(call, name)
  await seedRun(call, id, 'kept')
  await page.goto(runsOf(id))
  await page.getByRole('button', { name: 'Note and tags' }).click()
  await page.getByRole('button', { name: 'Edit description' }).click()
  await page.getByLabel('Markdown').fill('Which **features** matter')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('features', { exact: true })).toHaveCSS('font-weight', '700')
  await page.getByRole('button', { name: 'Add tag' }).click()
  await page.getByLabel('Key').fill('team')
  await page.getByLabel('Value').fill('rides')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('button', { name: 'Change tag team' })).toBeVisible()

  await page.getByRole('button', { name: 'Rename' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill(`${name} two`)
  await dialog.getByRole('button', { name: 'Rename' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${name} two`)
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await dialog.getByRole('button', { name: 'Delete experiment' }).click()
  await expect(page.getByText(`The experiment “${name} two” is deleted`)).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(names(page)).toHaveText(['kept'])
})

test('runs of several experiments stand in one list, each with its experiment', async ({ page, call, unique }) => {
  const [a, b] = [unique('first'), unique('second')]
  const ids = [await seedExperiment(call, a), await seedExperiment(call, b)]
  for (const id of ids) await seedRun(call, id, `of ${id}`)
  await page.goto(runsOf(ids.join(',')))
  await expect(names(page)).toHaveCount(2)
  await expect(table(page).getByRole('link', { name: a })).toBeVisible()
  await table(page).getByRole('link', { name: b }).click()
  await expect(page).toHaveURL(new RegExp(`/experiments/${ids[1]}/runs$`))
})
