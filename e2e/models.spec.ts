import { expect, test } from './fixtures.ts'

// mission.md B: models are found, made, renamed and deleted.

test('a model is created, found by a word of its name, renamed and deleted', async ({ page, unique }) => {
  const name = unique('Taxi "fares"')
  await page.goto('models')
  await page.getByRole('button', { name: 'Create model' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('a/b')
  await expect(dialog.getByText('Names cannot contain')).toBeVisible()
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByText('No versions yet')).toBeVisible()

  await page.getByRole('button', { name: 'Rename' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill(`${name} two`)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`${name} two`)

  await page.goto('models')
  await page.getByLabel('Search models').fill(`${name.slice(-8)} TWO`)
  await page.getByRole('link', { name: `${name} two` }).click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByLabel("Type the model's name to delete it").fill(`${name} two`)
  await page.getByRole('button', { name: 'Delete model' }).click()
  await expect(page).toHaveURL(/\/models$/)
  await expect(page.getByText(`The model “${name} two” is deleted.`)).toBeVisible()
})

test('a model with versions in use is not deleted before they are archived', async ({ page, call, unique }) => {
  const name = unique('in use')
  await call('createModel', { name })
  await call('createVersion', { name, source: 's3://bucket/x' })
  await call('transitionStage', { name, version: '1', stage: 'Staging' })
  await page.goto(`models/${encodeURIComponent(name)}`)
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('button', { name: 'Delete model' })).toBeDisabled()
  await page.getByRole('button', { name: 'Archive it first' }).click()
  await page.getByLabel("Type the model's name to delete it").fill(name)
  await page.getByRole('button', { name: 'Delete model' }).click()
  await expect(page).toHaveURL(/\/models$/)
})

test('a description keeps its marks, and a wrong search shows where', async ({ page, call, unique }) => {
  const name = unique('card')
  await call('createModel', { name })
  await page.goto(`models/${encodeURIComponent(name)}`)
  await page.getByRole('button', { name: 'Edit description' }).click()
  await page.getByLabel('Markdown').fill('Predicts **fares**.<script>alert(1)</script>')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('fares', { exact: true })).toHaveCSS('font-weight', '700')
  await page.goto("models?q=owner = 'x'")
  await expect(page.getByText('▲')).toBeVisible()
})
