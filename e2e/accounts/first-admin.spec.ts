import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clientWith, commandOn, PASSWORD } from '../../testbed/accounts.ts'
import { startWithoutAdmin } from '../../testbed/first-link.ts'
import { axeFinds } from '../every-page/axe.ts'
import { expect, only, test } from '../fixtures.ts'

test.use({ allowedStatuses: [400, 401] })

/** What ada runs: logs a model with her token. */
const logModel = (url: string, token: string) => `
import os
os.environ["MLFLOW_TRACKING_TOKEN"] = "${token}"
import mlflow
mlflow.set_tracking_uri("${url}")
mlflow.set_experiment("churn trials")
class Same(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        return model_input
with mlflow.start_run():
    mlflow.pyfunc.log_model(name="model", python_model=Same(), pip_requirements=[])
`

test.describe('accounts in the browser', () => {
  test.use({ bypassCSP: true })

  test(
    'the first administrator invites somebody, who logs a model with a token, lets a reader in, and revokes both',
    only('embedded', 'starts a server of its own'),
    async ({ page, browser, request, python }, testInfo) => {
      test.slow()
      const data = mkdtempSync(join(tmpdir(), 'modelshelf-'))
      const { link, url, stop } = await startWithoutAdmin(data)
      await page.goto(link)
      await expect(page.getByRole('heading', { name: 'Create the first administrator' })).toBeVisible()
      expect(await axeFinds(page)).toEqual([])
      await expect(page.getByLabel('User name')).toBeFocused()
      await page.keyboard.type('root')
      await page.getByLabel('Password', { exact: true }).fill('too short')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('alert')).toContainText('at least 12 characters')
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
      await page.keyboard.press('Enter')
      await expect(page.getByText('No models yet')).toBeVisible() // so it is signed in

      await page.goto(`${url}settings`)
      await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'People' }).click()
      await expect(page.getByRole('listitem', { name: 'root' })).toContainText('Admin')
      await page.getByRole('button', { name: 'Invite person' }).click()
      await page.getByLabel('User name').fill('ada')
      await page.keyboard.press('Enter')
      const shown = page.getByRole('dialog', { name: 'Invitation for ada' })
      const invitation = await shown.getByLabel('Link', { exact: true }).inputValue()
      await shown.getByRole('button', { name: 'Done' }).click()
      await expect(page.getByRole('listitem', { name: 'ada' })).toContainText('invited, not joined yet')
      expect(await axeFinds(page)).toEqual([])

      const hers = await browser.newContext({
        bypassCSP: true,
        viewport: { width: 390, height: 844 },
        colorScheme: 'dark',
      })
      const ada = await hers.newPage()
      await ada.goto(invitation)
      await ada.getByLabel('Password', { exact: true }).fill(PASSWORD)
      await ada.keyboard.press('Enter')
      await expect(ada.getByText('No models yet')).toBeVisible()
      await ada.goto(`${url}settings/profile`)
      await expect(ada.getByText('Signed in as ada')).toBeVisible()
      await expect(ada.getByRole('link', { name: 'People' })).toHaveCount(0)
      await ada.getByRole('button', { name: 'Create token' }).click()
      await ada.getByLabel('Name', { exact: true }).fill('laptop')
      await ada.keyboard.press('Enter')
      const made = ada.getByRole('dialog', { name: 'Token created' })
      const token = await made.getByLabel('Token', { exact: true }).inputValue()
      await made.getByRole('button', { name: 'Done' }).click()
      const row = ada.getByRole('listitem', { name: 'laptop' })
      await expect(row).toContainText('never used')
      expect(await axeFinds(ada)).toEqual([])

      const me = async () => {
        const answer = await fetch(`${url}modelshelf/me`, { headers: { Authorization: `Bearer ${token}` } })
        return answer.status
      }
      const snippets = testInfo.outputPath('log.json')
      writeFileSync(snippets, JSON.stringify([logModel(url, token)]))
      await python('run_snippets.py', snippets)
      expect(await me()).toBe(200)

      // Who registers it manages it, and lets a reader change it for a while.
      const as = (name: string) =>
        clientWith(url, { Authorization: `Basic ${Buffer.from(`${name}:${PASSWORD}`).toString('base64')}` })
      const { models = [] } = await as('ada')('searchLoggedModels', { experiment_ids: ['1'] })
      const { model_id = '', source_run_id: run_id = '' } = models[0]?.info ?? {}
      await as('ada')('createModel', { name: 'churn' })
      await as('ada')('createVersion', { name: 'churn', source: `models:/${model_id}`, run_id, model_id })
      commandOn({ data })('user', 'add', 'rita', '--role', 'reader')
      expect((await as('rita')('getRun', { run_id })).run.info.user_id).toBe('ada')
      const describe = (description: string) =>
        as('rita')('updateVersion', { name: 'churn', version: '1', description })
      await expect(describe('by a reader')).rejects.toThrow('CAN_EDIT')
      await ada.goto(`${url}models/churn`)
      const access = ada.getByRole('dialog', { name: 'Access' })
      await ada.getByRole('button', { name: 'Access' }).click()
      await access.getByLabel('Name').fill('rita')
      await access.getByLabel('Level', { exact: true }).selectOption('CAN_EDIT')
      await access.getByRole('button', { name: 'Give level' }).click()
      await expect(access.getByRole('list', { name: 'Levels' })).toContainText('rita')
      await describe('by an editor')
      await access.getByRole('button', { name: 'Remove level of rita' }).click()
      await expect(access.getByRole('list', { name: 'Levels' })).not.toContainText('rita')
      await expect(describe('by a reader again')).rejects.toThrow('CAN_EDIT')

      await ada.goto(`${url}settings/profile`)
      await row.getByRole('button', { name: 'Revoke' }).click()
      await ada.getByRole('dialog').getByRole('button', { name: 'Revoke token' }).click()
      await expect(row).toHaveCount(0)
      await expect(ada.getByRole('dialog')).toHaveCount(0) // it gives the focus back when it is gone
      expect(await me()).toBe(401)

      await ada.getByLabel('Current password').fill(PASSWORD)
      const chosen = ada.getByLabel('New password', { exact: true })
      await chosen.fill('another long sentence')
      await chosen.press('Enter')
      await expect(ada.getByText('Password changed.')).toBeVisible()
      await request.post(`${url}modelshelf/sign-in`, { data: { name: 'ada', password: 'another long sentence' } })
      await ada.reload() // still signed in
      await expect(ada.getByText('Signed in as ada')).toBeVisible()
      const sessions = ada.getByRole('list', { name: 'Sessions' })
      await expect(sessions.getByRole('listitem')).toHaveCount(2)
      await sessions.getByRole('button', { name: 'End', exact: true }).click()
      await expect(sessions.getByRole('listitem')).toHaveText([/This browser/])
      expect((await request.get(`${url}modelshelf/me`)).status()).toBe(401)

      await page.getByRole('button', { name: 'Create group' }).click()
      await page.getByLabel('Name', { exact: true }).fill('scorers')
      await page.keyboard.press('Enter')
      const group = page.getByRole('list', { name: 'Groups' }).getByRole('listitem', { name: 'scorers' })
      await expect(group).toContainText('No members')
      await group.getByRole('button', { name: 'Manage' }).click()
      await page.getByRole('menuitem', { name: 'Members' }).click()
      const members = page.getByRole('dialog', { name: 'Members of scorers' })
      await members.getByLabel('Account').fill('ada')
      await page.keyboard.press('Enter')
      await expect(members.getByRole('listitem', { name: 'ada' })).toBeVisible()
      expect(await axeFinds(page)).toEqual([])
      await members.getByRole('button', { name: 'Close' }).click()
      await expect(group).toContainText('ada')

      // An account for a program has no password, but tokens.
      await page.getByRole('button', { name: 'Create service account' }).click()
      await page.getByLabel('Name', { exact: true }).fill('ci')
      await page.keyboard.press('Enter')
      const program = page.getByRole('list', { name: 'Service accounts' }).getByRole('listitem', { name: 'ci' })
      await program.getByRole('button', { name: 'Manage' }).click()
      await page.getByRole('menuitem', { name: 'Tokens' }).click()
      await page.getByRole('dialog', { name: 'Tokens of ci' }).getByRole('button', { name: 'Create token' }).click()
      await page.getByLabel('Name', { exact: true }).fill('nightly build')
      await page.keyboard.press('Enter')
      const given = page.getByRole('dialog', { name: 'Token created' })
      const headers = { Authorization: `Bearer ${await given.getByLabel('Token', { exact: true }).inputValue()}` }
      expect(await (await fetch(`${url}modelshelf/me`, { headers })).json()).toMatchObject({ name: 'ci' })
      await given.getByRole('button', { name: 'Done' }).click()
      await page.getByRole('dialog', { name: 'Tokens of ci' }).getByRole('button', { name: 'Close' }).click()
      await expect(program).toContainText('Contributor · 1 token')

      const account = page.getByRole('list', { name: 'People' }).getByRole('listitem', { name: 'ada' })
      const manage = async (what: string) => {
        await account.getByRole('button', { name: 'Manage' }).click()
        await page.getByRole('menuitem', { name: what }).click()
      }
      await manage('Change role')
      const role = page.getByRole('dialog', { name: 'Role of ada' })
      await role.getByLabel('Role').selectOption('Reader')
      await role.getByRole('button', { name: 'Change role' }).click()
      await expect(account).toContainText('Reader')

      await manage('Reset password')
      const reset = page.getByRole('dialog', { name: 'Reset the password of ada' })
      await reset.getByRole('button', { name: 'Create link' }).click()
      await ada.goto(await reset.getByLabel('Link', { exact: true }).inputValue())
      await expect(ada.getByRole('heading', { name: 'Choose a new password' })).toBeVisible()
      await ada.getByLabel('Password', { exact: true }).fill(PASSWORD)
      await ada.keyboard.press('Enter')
      await expect(ada.getByRole('link', { name: 'churn' })).toBeVisible() // signed in
      await expect(ada.getByRole('button', { name: 'Create model' })).toHaveCount(0) // as a reader
      await reset.getByRole('button', { name: 'Done' }).click()

      await manage('Deactivate account')
      await page.getByRole('dialog').getByRole('button', { name: 'Deactivate account' }).click()
      await expect(account).toContainText('deactivated')
      await ada.reload()
      await expect(ada.getByRole('dialog', { name: 'Sign in' })).toBeVisible()
      await hers.close()

      await page.goto(`${url}settings/audit`)
      await expect(page.getByRole('listitem', { name: 'Token first used' })).toContainText(['by ci', 'by ada'])
      await page.getByRole('textbox', { name: 'Account' }).fill('ada')
      const exported = page.getByRole('link', { name: 'Export CSV' })
      await expect(exported).toHaveAttribute('href', /account=ada/)
      const saved = page.waitForEvent('download')
      await exported.click()
      const csv = readFileSync(await (await saved).path(), 'utf8')
      expect(
        csv
          .trimEnd()
          .split('\r\n')
          .slice(1)
          .every((line) => line.includes('ada')),
      ).toBe(true)
      expect(csv).toContain('token-first-used')
      await stop()
      rmSync(data, { recursive: true, force: true })
    },
  )
})
