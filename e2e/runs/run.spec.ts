import { expect, mlflow3, test } from '../fixtures.ts'
import { passTimeUntil } from '../pass-time.ts'
import { seedExperiment, seedRun } from '../seeds/seed-runs.ts'
import { seedWholeRun } from '../seeds/seed-whole-run.ts'
import { withoutFirstAnswers } from '../../testbed/first-answers.ts'

// The page of a run.

test('shows a run’s facts, metrics, inputs and results', { tag: mlflow3 }, async ({ page, call, server, unique }) => {
  const name = unique('boosting')
  const { run_id } = await seedWholeRun({ call, url: server.url, name })
  await page.goto(`runs/${run_id}`)
  const main = page.getByRole('main')
  for (const text of ['Finished', '1 min 30 s', 'ines', 'train.py', '0a1b2c3', 'yellow-taxi', 'training'])
    await expect(main).toContainText(text)
  await expect(main.getByRole('heading', { level: 1 })).toContainText(name)
  await expect(page.getByRole('table', { name: 'Metrics' }).getByRole('row', { name: /rmse/ })).toContainText('3.25')

  const models = main.getByRole('region', { name: 'Models' })
  await expect(models.getByRole('link', { name: 'forest' })).toBeVisible()
  await expect(models.getByRole('link', { name: `${name} version 1` })).toBeVisible()
  await expect(models).toContainText('Production')

  await page.getByLabel('Filter params by name').fill('layer_37')
  await expect(page.getByRole('table', { name: 'Params' }).getByRole('row')).toHaveText(['layer_37/size37'])

  await page.getByRole('heading', { name: 'Python equivalent' }).scrollIntoViewIfNeeded()
  await page
    .getByRole('table', { name: 'Child runs' })
    .getByRole('link', { name: `${name} child` })
    .click()
  await expect(main.getByRole('heading', { level: 1 })).toContainText(`${name} child`)
  await main.getByRole('link', { name, exact: true }).last().click()
  await expect(page).toHaveURL(new RegExp(run_id))
})

test('names the experiment in the breadcrumb, also on an artifact of the run', async ({
  page,
  call,
  server,
  unique,
}) => {
  const name = unique('straight')
  const { run_id, experiment_id, model_id } = await seedWholeRun({ call, url: server.url, name })
  const file = `${experiment_id}/${run_id}/artifacts/notes/a.txt`
  await fetch(`${server.url}api/2.0/mlflow-artifacts/artifacts/${file}`, { method: 'PUT', body: 'a note' })
  const trail = page.getByRole('navigation', { name: 'Breadcrumbs' })
  await page.goto(`runs/${run_id}/artifacts`)
  await expect(trail.getByRole('link', { name, exact: true })).toHaveAttribute('href', /experiments/)
  await page.goto(`runs/${run_id}/artifacts/notes/a.txt`)
  await expect(page.getByText('a note')).toBeVisible()
  await expect(trail.getByRole('link', { name, exact: true })).toHaveAttribute('href', /experiments/)
  await page.goto(`logged-models/${model_id}`)
  const place = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Experiments' })
  await expect(place).toHaveAttribute('aria-current', 'page')
  await expect(trail.getByRole('link', { name, exact: true })).toHaveAttribute('href', /experiments/)
})

test('a page never shows an experiment’s id in place of its name', async ({ page, call, server, unique }) => {
  const name = unique('held back')
  const { run_id, experiment_id, model_id } = await seedWholeRun({ call, url: server.url, name })
  const trail = page.getByRole('navigation', { name: 'Breadcrumbs' })
  await withoutFirstAnswers(page)
  for (const path of [`experiments/${experiment_id}/runs`, `runs/${run_id}`, `logged-models/${model_id}`]) {
    const answer = Promise.withResolvers<void>()
    await page.route(/experiments\/get\b/, async (route) => {
      await answer.promise
      await route.continue()
    })
    const asked = page.waitForRequest(/experiments\/get\b/)
    await page.goto(path)
    await asked
    await expect(page.getByText('Started').or(page.getByText('Source run')).first()).toBeVisible() // the rest has loaded
    await expect(trail).not.toContainText(`Experiment ${experiment_id}`)
    await expect(page.getByRole('main')).not.toContainText(`Experiment ${experiment_id}`)
    await expect(page.getByRole('main').getByRole('link', { name: experiment_id, exact: true })).toHaveCount(0)
    answer.resolve()
    await expect(trail).toContainText(name)
    await page.unroute(/experiments\/get\b/)
  }
})

test('a child opened by its URL names its parent', { tag: mlflow3 }, async ({ page, call, unique }) => {
  const id = await seedExperiment(call, unique('straight'))
  const parent = await seedRun(call, id, 'sweep')
  const child = await seedRun(call, id, 'trial', { parent })
  await page.goto(`runs/${child}`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('trial')
  const room = await page.locator('.sections > :empty').evaluate((place) => {
    const { previousElementSibling: before, nextElementSibling: after } = place
    return after!.getBoundingClientRect().top - before!.getBoundingClientRect().bottom
  })
  expect(room, 'px where the child runs of a run without any would be').toBeLessThan(34)
  await page.getByRole('main').getByRole('link', { name: 'sweep' }).click()
  await expect(page).toHaveURL(new RegExp(parent))
})

test('edits name, description and tags in place', { tag: mlflow3 }, async ({ page, call, server, unique }) => {
  const name = unique('notes')
  const { run_id } = await seedWholeRun({ call, url: server.url, name })
  await page.goto(`runs/${run_id}`)
  await page.getByRole('button', { name: 'Rename' }).click()
  const field = page.getByRole('textbox', { name: 'Name', exact: true })
  await field.fill(' ')
  await expect(page.getByRole('form', { name: 'Rename' })).toContainText('A run needs a name.')
  await field.fill(`${name} 2`)
  await field.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`${name} 2`)
  await expect(page.getByRole('button', { name: 'Rename' })).toBeFocused()

  await page.getByRole('button', { name: 'Edit description' }).click()
  await page.getByLabel('Markdown').fill('Deeper **trees**')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByLabel('Markdown')).toBeHidden() // the preview shows the same words
  await expect(page.getByRole('strong').filter({ hasText: 'trees' })).toBeVisible()

  await page.getByRole('button', { name: 'Add tag' }).click()
  await page.getByLabel('Key').fill('reviewed by')
  await page.getByLabel('Value').fill('lars')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('button', { name: 'Change tag reviewed by' })).toBeVisible()
  await page.getByRole('button', { name: 'Remove tag team' }).click()
  await expect(page.getByRole('group', { name: 'Tags' })).not.toContainText('rides')

  const { run } = await call('getRun', { run_id })
  expect(run.info.run_name).toBe(`${name} 2`)
  const tags = Object.fromEntries((run.data.tags ?? []).map(({ key, value }) => [key, value]))
  expect(tags).toMatchObject({ 'mlflow.note.content': 'Deeper **trees**', 'reviewed by': 'lars' })
  expect(tags).not.toHaveProperty('team')
})

test(
  'restores a deleted run with Undo, and later with Restore',
  { tag: mlflow3 },
  async ({ page, call, server, unique }) => {
    const { run_id } = await seedWholeRun({ call, url: server.url, name: unique('gone') })
    await page.goto(`runs/${run_id}`)
    await page.getByRole('button', { name: 'Delete' }).click()
    await expect(page.getByRole('button', { name: 'Restore' })).toBeVisible()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(page.getByRole('button', { name: 'Delete' })).toBeVisible()

    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('button', { name: 'Restore' }).waitFor()
    await page.reload()
    await expect(page.getByRole('alert')).toContainText('This run is deleted')
    for (const what of ['Rename', 'Edit description', 'Add tag', 'Register model'])
      await expect(page.getByRole('button', { name: what })).toBeHidden()
    await page.getByRole('button', { name: 'Restore' }).click()
    await expect(page.getByRole('button', { name: 'Add tag' })).toBeVisible()
    expect((await call('getRun', { run_id })).run.info.lifecycle_stage).toBe('active')
  },
)

test('registers a model of the run from the header', async ({ page, call, server, unique }) => {
  const name = unique('header')
  const { run_id, model_id } = await seedWholeRun({ call, url: server.url, name })
  await page.goto(`runs/${run_id}/models`)
  await page.getByRole('button', { name: 'Register model' }).first().click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('forest')
  await expect(dialog).toContainText('mlflow.register_model')
  await dialog.getByLabel('Model name').fill(name)
  await expect(dialog).toContainText('This will be the next version, after 1.')
  await dialog.getByRole('button', { name: 'Register', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('main').getByRole('link', { name: `${name} version 2` })).toBeVisible()
  expect((await call('getVersion', { name, version: '2' })).model_version.source).toBe(`models:/${model_id}`)
})

test('shows the new status of a running run without a reload', async ({ page, call, unique }) => {
  const { experiment_id } = await call('createExperiment', { name: unique('live') })
  const { run } = await call('createRun', { experiment_id, run_name: 'live', start_time: Date.now() })
  const { run_id } = run.info
  await page.clock.install()
  await page.goto(`runs/${run_id}`)
  await expect(page.getByRole('main')).toContainText('Running')
  const models = page.getByRole('region', { name: 'Models' })
  for (const name of ['forest', 'linear']) {
    const { model } = await call('createLoggedModel', { experiment_id, name, source_run_id: run_id })
    await call('logOutputs', { run_id, models: [{ model_id: model.info.model_id }] })
    await call('finalizeLoggedModel', { model_id: model.info.model_id, status: 'LOGGED_MODEL_READY' })
    await passTimeUntil(page, (timeout) => expect(models.getByRole('link', { name })).toBeVisible({ timeout }))
  }
  await call('logMetric', { run_id, key: 'loss', value: 0.125, timestamp: Date.now(), step: 0 })
  await call('updateRun', { run_id, status: 'FAILED', end_time: Date.now() })
  await passTimeUntil(page, (timeout) => expect(page.getByRole('main')).toContainText('Failed', { timeout }))
  await expect(page.getByRole('table', { name: 'Metrics' })).toContainText('0.125')
})

test('reaches the tabs and the name by keyboard alone', async ({ page, call, server, unique }) => {
  const { run_id } = await seedWholeRun({ call, url: server.url, name: unique('keys') })
  await page.goto(`runs/${run_id}`)
  const overview = page.getByRole('tab', { name: 'Overview' })
  await overview.focus()
  await overview.press('ArrowLeft')
  const last = page.getByRole('tab', { name: 'Models' })
  await expect(last).toBeFocused()
  await last.press('Home')
  await expect(overview).toBeFocused()
  await overview.press('ArrowRight')
  await page.getByRole('tab', { name: 'Metrics' }).press('Enter')
  await expect(page).toHaveURL(/\/metrics$/)
  // One stop of the Tab key for the whole row: at the open tab.
  await expect(page.locator('[role=tab][tabindex="0"]')).toHaveText('Metrics')
  await page.goBack()
  await page.getByRole('button', { name: 'Rename' }).press('Enter')
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Rename' })).toBeFocused()
})

test.describe('what fails', () => {
  test.use({ allowedStatuses: [404, 500] })

  test('a run nobody knows is said to be missing', { tag: mlflow3 }, async ({ page }) => {
    await page.goto('runs/00000000000000000000000000000000')
    await expect(page.getByRole('main')).toContainText('Run not found')
    await expect(page.getByRole('main').getByRole('link', { name: 'See experiments' })).toBeVisible()
  })

  test('one failed panel leaves the others', async ({ page, call, server, unique }) => {
    const { run_id } = await seedWholeRun({ call, url: server.url, name: unique('half') })
    // A faked answer, because nothing in the page makes this search fail.
    const refusal = { error_code: 'INTERNAL_ERROR', message: 'the registry is away' }
    await withoutFirstAnswers(page)
    await page.route('**/model-versions/search*', (route) => route.fulfill({ status: 500, json: refusal }))
    await page.goto(`runs/${run_id}`)
    const models = page.getByRole('region', { name: 'Models' })
    await expect(models.getByRole('alert')).toContainText('the registry is away')
    await expect(page.getByRole('table', { name: 'Metrics' })).toContainText('3.25')
    await page.unroute('**/model-versions/search*')
    await models.getByRole('button', { name: 'Retry' }).click()
    await expect(models.getByRole('link', { name: /version 1/ })).toBeVisible()
  })
})
