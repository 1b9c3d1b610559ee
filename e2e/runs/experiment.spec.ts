import { expect, mlflow3, test } from '../fixtures.ts'
import { runNames, runsOf, seedExperiment, seedRun } from '../seeds/seed-runs.ts'

// An experiment, on the page of its runs.

test(
  'a deleted experiment says so, shows its runs and can be restored',
  { tag: mlflow3 },
  async ({ page, call, unique }) => {
    const name = unique('gone')
    const id = await seedExperiment(call, name)
    await seedRun(call, id, 'kept')
    await call('deleteExperiment', { experiment_id: id })
    await page.goto(runsOf(id))
    await expect(page.getByText(`The experiment “${name}” and its runs are deleted`)).toBeVisible()
    await page.getByRole('button', { name: 'Show deleted runs' }).click()
    await expect(runNames(page)).toHaveText(['kept'])
    await page.goBack()
    await page.getByRole('button', { name: 'Restore', exact: true }).click()
    await expect(runNames(page)).toHaveText(['kept'])
    await expect(page.getByText('and its runs are deleted')).toBeHidden()
  },
)

test(
  'describes, tags, renames and deletes an experiment on its own page',
  { tag: mlflow3 },
  async ({ page, call, unique }) => {
    const name = unique('About')
    const id = await seedExperiment(call, name)
    await seedRun(call, id, 'kept')
    await page.goto(runsOf(id))
    await page.getByRole('button', { name: 'Description and tags' }).click()
    await page.getByRole('button', { name: 'Edit description' }).click()
    await page.getByLabel('Markdown').fill('Which **features** matter')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByLabel('Markdown')).toBeHidden() // the preview shows the same words
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
    await expect(page.getByText(`The experiment “${name} two” and its runs are deleted`)).toBeVisible()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(runNames(page)).toHaveText(['kept'])
  },
)
