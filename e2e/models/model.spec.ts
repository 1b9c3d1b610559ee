import type { Call } from '#contract/client.ts'
import { focusIn } from '../every-page/focus-in.ts'
import { expect, mlflow2, mlflow3, only, test } from '../fixtures.ts'
import { stageOf } from '../seeds/seed-versions.ts'

// A model's page shows its versions and changes many of them at once.

/** A model with `count` versions without files, each from a run with an accuracy. */
async function seed(call: Call, unique: (word: string) => string, count: number) {
  const name = unique('model')
  await call('createModel', { name })
  const { experiment_id } = await call('createExperiment', { name: unique('experiment') })
  for (let i = 1; i <= count; i++) {
    const { run } = await call('createRun', { experiment_id, run_name: `run ${i}`, start_time: Date.now() })
    const { run_id } = run.info
    await call('logMetric', { run_id, key: 'accuracy', value: 1 - i / 100, timestamp: Date.now() })
    await call('logMetric', { run_id, key: 'loss', value: i / 8, timestamp: Date.now() })
    await call('createVersion', { name, source: `s3://bucket/${i}`, run_id })
  }
  return name
}

const modelPage = (name: string) => `models/${encodeURIComponent(name)}`

test('shows a newest version that nobody has judged, archives old ones together and notes it in their descriptions', async ({
  page,
  call,
  unique,
}) => {
  const name = await seed(call, unique, 4)
  await call('transitionStage', { name, version: '2', stage: 'Production' })
  await call('transitionStage', { name, version: '3', stage: 'Production' })
  for (const [key, value] of [
    ['region', 'north'],
    ['validation', 'passed,\nby hand'],
  ] as const)
    await call('setVersionTag', { name, version: '4', key, value })
  await page.goto(modelPage(name))
  await page.getByRole('button', { name: '+1 more tags' }).press('Enter')
  await expect(page.getByRole('dialog', { name: 'Tags' })).toContainText('passed,\nby hand', { useInnerText: true })
  await focusIn(page.getByRole('dialog', { name: 'Tags' }))
  await page.keyboard.press('Escape')
  await expect(page.getByRole('tab', { name: 'All 4' })).toHaveAttribute('aria-selected', 'true')
  const newest = page.getByRole('cell', { name: 'Version 4 new' })
  await expect(newest).toBeVisible()
  const usual = page.viewportSize()!
  await page.setViewportSize({ ...usual, width: 1000 }) // leaves each column no more than its own width
  await expect
    .poll(() => newest.evaluate((cell) => [cell.scrollWidth - cell.clientWidth, cell.clientWidth < 120]))
    .toEqual([0, true])
  await page.setViewportSize(usual)
  await expect(page.getByRole('cell', { name: 'Version 1', exact: true })).toBeVisible()
  await page.getByRole('tab', { name: 'Active 2' }).click()
  await expect(page.getByRole('cell', { name: 'Version 4 new' })).toBeHidden()
  await expect(page.getByRole('region', { name: 'Stages' })).toContainText('Version 3')
  await expect(page.getByText('loaded by default (highest version)')).toBeVisible()
  await page.getByRole('tab', { name: 'All 4' }).click()
  await page.getByRole('checkbox', { name: 'Select version 1', exact: true }).check()
  await page.getByRole('checkbox', { name: 'Select version 2', exact: true }).check()
  await page.getByRole('button', { name: 'Move to stage' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('To stage')).toHaveValue('Archived')
  await dialog.getByLabel('Add a note to their descriptions').check()
  await dialog.getByRole('button', { name: 'Move to Archived' }).click()
  await expect(page.getByText('Moved versions 1 and 2 to Archived.')).toBeVisible()
  expect(await stageOf(call, name, '1')).toBe('Archived')
  expect(await stageOf(call, name, '3')).toBe('Production')
  const { model_version } = await call('getVersion', { name, version: '2' })
  expect(model_version.description).toMatch(/^The model version 2 was transitioned to Archived on \d{4}-\d\d-\d\d\.$/)
  await expect(page.getByRole('tab', { name: 'Active 1' })).toBeVisible()
})

test(
  'moves several versions to Production at once, and offers to archive the others',
  { tag: mlflow2 },
  async ({ page, call, unique }) => {
    const name = await seed(call, unique, 3)
    await call('transitionStage', { name, version: '1', stage: 'Production' })
    await page.goto(`${modelPage(name)}?versions=all`)
    await page.getByRole('checkbox', { name: 'Select version 2' }).check()
    await page.getByRole('checkbox', { name: 'Select version 3' }).check()
    await page.getByRole('button', { name: 'Move to stage' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('To stage').selectOption('Production')
    await expect(dialog).toContainText('Also in Production: version 1.')
    await expect(dialog.getByLabel('Archive existing versions in Production')).not.toBeChecked()
    await dialog.getByLabel('Archive existing versions in Production').check()
    await dialog.getByRole('button', { name: 'Move to Production' }).click()
    await expect(dialog).toBeHidden()
    expect(await Promise.all(['1', '2', '3'].map((version) => stageOf(call, name, version)))).toEqual([
      'Archived',
      'Production',
      'Production',
    ])
  },
)

test(
  'chooses metrics of the source runs, sorts by them and keeps them in the URL',
  { tag: mlflow3 },
  async ({ page, call, unique }) => {
    const name = await seed(call, unique, 3)
    const { run_id = '' } = (await call('getVersion', { name, version: '3' })).model_version
    await call('logMetric', { run_id, key: 'accuracy', value: 2, timestamp: 1 })
    await page.goto(modelPage(name))
    const rows = page.getByRole('table', { name: 'Versions' }).getByRole('row')
    await expect(rows.nth(1)).toContainText('0.97')
    await page.getByRole('button', { name: 'Metrics' }).click()
    await page.getByRole('menuitemcheckbox', { name: 'loss' }).click()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('button', { name: 'loss' })).toBeHidden()
    await page.getByRole('button', { name: 'accuracy' }).click()
    await expect(rows.nth(1)).toContainText('Version 1')
    await page.getByLabel('Values', { exact: true }).selectOption('Max')
    await expect(rows.nth(1)).toContainText(/^Version 3.*2/)
    await page.getByLabel('Values', { exact: true }).selectOption('Last')
    await page.reload()
    await expect(rows.nth(1)).toContainText('Version 1')
    await expect(page.getByRole('button', { name: 'loss' })).toBeHidden()
    await page.getByRole('button', { name: 'Metrics' }).click()
    await page.getByRole('menuitemcheckbox', { name: 'accuracy' }).click()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('button', { name: 'accuracy' })).toBeHidden()
    await page.reload()
    await expect(page.getByRole('button', { name: 'Metrics' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'accuracy' })).toBeHidden()
  },
)

test('draws a metric by version, which can be read and opened by keyboard', async ({ page, call, unique }) => {
  const name = await seed(call, unique, 3)
  await call('transitionStage', { name, version: '2', stage: 'Staging' })
  await page.goto(modelPage(name))
  await page.getByRole('button', { name: 'Chart' }).click()
  await page.getByRole('menuitemradio', { name: 'accuracy' }).click()
  const chart = page.getByRole('figure', { name: 'accuracy by version' })
  await expect(page.getByRole('button', { name: 'Chart' })).toBeFocused()
  await chart.getByRole('img', { name: 'accuracy of 3 versions' }).focus()
  await page.keyboard.press('End')
  await expect(chart.getByRole('status')).toHaveText(/Version 3.*accuracy 0\.97/)
  await page.keyboard.press('ArrowLeft')
  await expect(chart.getByRole('status')).toHaveText(/Version 2.*Staging.*accuracy 0\.98/)
  await page.reload()
  await expect(chart).toBeVisible()
  await chart.getByRole('img').focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/versions\/1$/)
  await page.goBack()
  await page.getByRole('button', { name: 'Chart' }).click()
  await page.getByRole('menuitemradio', { name: 'No chart' }).click()
  await expect(chart).toBeHidden()

  const describe = page.getByRole('button', { name: 'Describe…' })
  await describe.click()
  const dialog = page.getByRole('dialog', { name: 'Describe a metric' })
  await focusIn(dialog)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(describe).toBeFocused()
  await describe.click()
  await dialog.getByLabel('Metric').selectOption('accuracy')
  await expect(dialog.getByLabel('Better values')).toHaveValue('higher')
  await dialog.getByLabel('Unit').fill('%')
  await dialog.getByLabel('What it means').fill('Share of hours forecast within two bikes')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('columnheader', { name: 'accuracy (%)' })).toHaveAttribute(
    'title',
    /Share of hours forecast within two bikes\. Higher is better\. In %\./,
  )
})

test('a long word does not widen the page while the Markdown code loads', async ({ page, call, unique }) => {
  const name = unique('wide')
  await call('createModel', { name, description: 'y'.repeat(400) })
  const code = /\/assets\/Markdown-[^/]*\.js$/
  await page.route(code, () => undefined) // never arrives
  const asked = page.waitForRequest(code)
  await page.goto(modelPage(name))
  await asked
  await expect(page.getByText('yyyy')).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
})

test.describe('gone', () => {
  test.use({ allowedStatuses: [404] })

  test('keeps a draft when the model is deleted meanwhile', async ({ page, call, unique }) => {
    const name = await seed(call, unique, 0)
    await page.goto(modelPage(name))
    await page.getByRole('button', { name: 'Edit description' }).click()
    await page.getByRole('button', { name: 'Fill in a form' }).click()
    await page.getByLabel('Purpose').fill('Rents bikes')
    await call('renameModel', { name, new_name: `${name} two` })
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('This model no longer exists')).toBeVisible()
    await expect(page.getByLabel('Purpose')).toHaveValue('Rents bikes')
  })
})

test(
  'tags several versions, and deletes them after naming those in use',
  { tag: mlflow3 },
  async ({ page, call, unique }) => {
    const name = await seed(call, unique, 2)
    await call('transitionStage', { name, version: '2', stage: 'Staging' })
    await call('setAlias', { name, alias: 'champion', version: '2' })
    await page.goto(`${modelPage(name)}?versions=all`)
    const all = page.getByRole('checkbox', { name: 'Select all loaded rows' })
    await all.check()
    await page.getByRole('button', { name: 'Tag', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Key').fill('season')
    await dialog.getByLabel('Value').fill('winter')
    await dialog.getByRole('button', { name: 'Set tag' }).click()
    await expect(page.getByRole('table', { name: 'Versions' }).getByText('season winter')).toHaveCount(2)
    await all.check()
    await page.getByRole('main').getByRole('button', { name: 'Delete' }).last().click()
    await expect(dialog).toContainText('Currently in Staging or Production: version 2.')
    await expect(dialog).toContainText('the alias @champion are deleted too')
    await dialog.getByRole('button', { name: 'Delete 2 versions' }).click()
    await expect(page.getByText('No versions yet')).toBeVisible()
  },
)

test('sets, changes and removes the owner in place', { tag: mlflow3 }, async ({ page, call, unique }) => {
  const name = await seed(call, unique, 0)
  await page.goto(modelPage(name))
  const owner = async (value: string) => {
    await page.getByRole('button', { name: 'Change owner' }).click()
    await page.getByRole('textbox', { name: 'Owner' }).fill(value)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: 'Change owner' })).toBeFocused()
  }
  await owner('Ada Lovelace')
  await expect(page.getByText('Ada Lovelace')).toBeVisible()
  expect((await call('getModel', { name })).registered_model.tags).toContainEqual({
    key: 'modelshelf.owner',
    value: 'Ada Lovelace',
  })
  await owner('')
  await expect(page.getByText('Ada Lovelace')).toBeHidden()
})

const ownLimits = only('embedded', 'a real server takes what its own database takes')

test(
  'says while typing that a description is too long for the embedded backend',
  ownLimits,
  async ({ page, call, unique }) => {
    const name = await seed(call, unique, 0)
    await page.goto(modelPage(name))
    await page.getByRole('button', { name: 'Edit description' }).click()
    await page.getByLabel('Markdown').fill('x'.repeat(5001))
    await expect(page.getByText('5001 of 5000 characters: 1 too many.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled()
    await page.getByLabel('Markdown').fill('x'.repeat(5000))
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByLabel('Markdown')).toBeHidden()
  },
)
