import { expect, mlflow2, test } from '../fixtures.ts'

// Settings: the server and what it can do, and what a person has chosen.

test('shows the server and what it can do', { tag: mlflow2 }, async ({ page, server }) => {
  await page.goto('models')
  await page.getByRole('link', { name: 'Settings' }).click()
  await expect(page).toHaveURL(/\/settings$/)
  await expect(page.getByText('Connected')).toBeVisible()
  await expect(page.getByText(server.url.replace(/\/$/, ''), { exact: true })).toBeVisible()
  await expect(page.getByText(/^\d+\.\d+\.\d+/).first()).toBeVisible()
  const capabilities = page.getByRole('list', { name: 'Capabilities' })
  await expect(capabilities.getByRole('listitem', { name: /^Stages: yes/ })).toBeVisible()
  await expect(capabilities.getByRole('listitem', { name: /^Webhooks: / })).toBeVisible()
  await expect(capabilities.getByRole('listitem')).toHaveCount(8)
})

test('keeps a name and adds it to new models and versions', async ({ page, call, unique }) => {
  const person = unique('Ada')
  await page.goto('settings')
  await page.getByLabel('Your name').fill(person)
  await page.reload()
  await expect(page.getByLabel('Your name')).toHaveValue(person)

  const name = unique('signed')
  await page.goto('models')
  await page.getByRole('button', { name: 'Create model' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill(name)
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click()
  await expect(page.getByText('No versions yet')).toBeVisible()
  const { registered_model } = await call('getModel', { name })
  expect(registered_model.tags).toContainEqual({ key: 'modelshelf.owner', value: person })
})

test('keeps the chosen theme', async ({ page }) => {
  await page.goto('settings')
  const root = page.locator('html')
  await page.getByRole('button', { name: 'Dark', exact: true }).click()
  await expect(root).toHaveAttribute('data-theme', 'dark')
  await page.reload()
  await expect(root).toHaveAttribute('data-theme', 'dark')
  await expect(page.getByRole('button', { name: 'Dark', exact: true })).toHaveAttribute('aria-pressed', 'true')
  await page.getByRole('button', { name: 'Light', exact: true }).click()
  await expect(root).toHaveAttribute('data-theme', 'light')
})

test.describe('times', () => {
  test.use({ timezoneId: 'Europe/Berlin' })

  test('follow the chosen zone', async ({ page, call, unique }) => {
    const { experiment_id } = await call('createExperiment', { name: unique('zones') })
    const start_time = Date.UTC(2025, 0, 15, 22, 30, 5)
    const { run } = await call('createRun', { experiment_id, run_name: 'late', start_time })
    const exactStart = async () => {
      await page.goto(`runs/${run.info.run_id}`)
      await page.locator('time[datetime="2025-01-15T22:30:05.000Z"]').first().focus()
      return page.getByRole('tooltip')
    }
    await expect(await exactStart()).toContainText('11:30:05')

    await page.goto('settings')
    const zone = page.getByLabel('Time zone')
    await zone.fill('tokyo')
    await page.getByRole('option', { name: 'Asia/Tokyo' }).click()
    await expect(page.getByText(/^Current time: .*GMT\+9/)).toBeVisible()
    await expect(await exactStart()).toContainText('Jan 16, 2025, 7:30:05')

    await page.goto('settings')
    await zone.fill('utc')
    await page.getByRole('option', { name: 'UTC', exact: true }).click()
    await expect(await exactStart()).toContainText('10:30:05 PM UTC')
  })
})
