import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { startServer } from '../testbed/server.ts'
import { expect, only, test } from './fixtures.ts'

test.use({ allowedStatuses: [401, 403] })

const main = join(import.meta.dirname, '../server/main.ts')
const PASSWORD = 'a long enough sentence'

test(
  'people sign in, change what they may, and hear which level the rest needs',
  only('embedded', 'starts a server of its own'),
  async ({ page, unique }) => {
    const shelf = await startServer(undefined, { MODELSHELF_AUTH: 'accounts' })
    const command = (...words: string[]) =>
      execFileSync(process.execPath, [main, ...words, '--data', shelf.data], {
        input: `${PASSWORD}\n`,
        encoding: 'utf8',
      })
    command('user', 'add', 'root', '--role', 'admin')
    command('user', 'add', 'ada')
    const token = command('token', 'add', 'root', '--name', 'CI').trim()
    const model = unique('churn')
    const post = (path: string, body: object) =>
      fetch(`${shelf.url}api/2.0/mlflow/${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
      })
    expect((await post('registered-models/create', { name: model })).status).toBe(200)

    await page.goto(`${shelf.url}models/${model}`)
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
      page.request.patch(`${shelf.url}ajax-api/2.0/mlflow/registered-models/update`, {
        data: { name: model, description: 'by ada' },
      })
    const refused = await describe()
    expect([refused.status(), await refused.json()]).toEqual([
      403,
      {
        error_code: 'PERMISSION_DENIED',
        message: `This needs CAN_EDIT on the model '${model}', which its managers can give.`,
      },
    ])
    command('access', 'model', model, '--account', 'ada', 'CAN_EDIT')
    expect((await describe()).status()).toBe(200)

    command('access', 'model', model, '--account', 'ada', 'default')
    command('access', 'model', model, '--everybody', 'none')
    await page.goto(`${shelf.url}models`)
    await expect(page.getByText('No models yet')).toBeVisible()
    await page.goto(`${shelf.url}settings`)
    await expect(page.getByText('Signed in as ada')).toBeVisible()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByRole('dialog', { name: 'Sign in' })).toBeVisible() // after it has reloaded
    await shelf.stop()
  },
)
