import { only } from '../fixtures.ts'
import { expect, PASSWORD, test } from './team.ts'

test.use({ allowedStatuses: [401, 403] })

test(
  'people sign in, change what they may, and hear which level the rest needs',
  only('embedded', 'starts a server of its own'),
  async ({ page, unique, team: { url, root, command } }) => {
    command('user', 'add', 'ada')
    const model = unique('churn')
    await root('createModel', { name: model })

    await page.goto(`${url}models/${model}`)
    const dialog = page.getByRole('dialog', { name: 'Sign in' })
    await dialog.getByLabel('User name').fill('ada')
    await dialog.getByLabel('Password').fill('a wrong sentence')
    await page.keyboard.press('Enter')
    await expect(dialog.getByRole('alert')).toHaveText('Wrong name or password.')
    await dialog.getByLabel('Password').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: model })).toBeVisible()
    await page.reload() // the session stays
    await expect(page.getByRole('heading', { name: model })).toBeVisible()

    const describe = () =>
      page.request.patch(`${url}ajax-api/2.0/mlflow/registered-models/update`, {
        data: { name: model, description: 'by ada' },
      })
    const refused = await describe()
    expect([refused.status(), await refused.json()]).toEqual([
      403,
      {
        error_code: 'PERMISSION_DENIED',
        message: `This needs CAN_EDIT on the model '${model}', which root can give.`,
      },
    ])
    command('access', 'model', model, '--account', 'ada', 'CAN_EDIT')
    expect((await describe()).status()).toBe(200)

    // The session ends while something is typed: the same person signs in over the page, and goes on.
    await page.reload()
    await page.getByRole('button', { name: 'Edit description' }).click()
    await page.getByLabel('Markdown').fill('Not to be lost.')
    await page.context().clearCookies()
    await page.getByRole('button', { name: 'Save' }).click()
    await dialog.getByLabel('User name').fill('ada')
    await dialog.getByLabel('Password').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    await expect(page.getByLabel('Markdown')).toHaveValue('Not to be lost.')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByLabel('Markdown')).toBeHidden()
    await expect(page.getByText('Not to be lost.')).toBeVisible()

    command('access', 'model', model, '--account', 'ada', 'default')
    command('access', 'model', model, '--everybody', 'none')
    await page.goto(`${url}models`)
    await expect(page.getByText('No models yet')).toBeVisible()
    await page.goto(`${url}settings`)
    await expect(page.getByText('Signed in as ada')).toBeVisible()
    const recent = page.getByRole('option', { name: model })
    await page.keyboard.press('Control+k')
    await expect(recent).toBeVisible() // since before the page was loaded
    await page.keyboard.press('Escape')

    command('user', 'add', 'bo')
    await page.context().clearCookies() // as if the session had ended
    await page.getByRole('link', { name: 'Models', exact: true }).click()
    await dialog.getByLabel('User name').fill('bo')
    await dialog.getByLabel('Password').fill(PASSWORD)
    const reloaded = page.waitForEvent('load') // until then the page is still ada's
    await page.keyboard.press('Enter')
    await reloaded
    await expect(dialog).toBeHidden()
    await expect(page.getByText('No models yet')).toBeVisible()
    const kept = () => page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))
    await expect.poll(kept).not.toMatch(/churn|ada/) // once the page knows whose it is
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('option', { name: 'Settings' })).toBeVisible()
    await expect(recent).toHaveCount(0)
    await page.keyboard.press('Escape')
    await page.goto(`${url}settings`)
    await expect(page.getByText('Signed in as bo')).toBeVisible()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByRole('dialog', { name: 'Sign in' })).toBeVisible() // after it has reloaded
    expect(await page.evaluate(() => localStorage.getItem('modelshelf-places'))).toBeNull()
    expect(await kept()).not.toContain('"bo"')
    await page.goto(`${url}sign-in`)
    await expect(page).toHaveURL(/models$/)
    await expect(dialog).toBeVisible()
  },
)
