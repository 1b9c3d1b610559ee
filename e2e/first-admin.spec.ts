import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startWithoutAdmin } from '../testbed/first-link.ts'
import { axeFinds } from './axe.ts'
import { expect, only, test } from './fixtures.ts'

test.use({ allowedStatuses: [400, 401] })

const PASSWORD = 'a long enough sentence'

test.describe('accounts in the browser', () => {
  test.use({ bypassCSP: true })

  test(
    'the first administrator invites somebody, who makes a token that works until it is revoked',
    only('embedded', 'starts a server of its own'),
    async ({ page, browser }) => {
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
      expect(await me()).toBe(200)
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
      await ada.reload() // still signed in
      await expect(ada.getByText('Signed in as ada')).toBeVisible()

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

      const account = page.getByRole('list', { name: 'People' }).getByRole('listitem', { name: 'ada' })
      await account.getByRole('button', { name: 'Manage' }).click()
      await page.getByRole('menuitem', { name: 'Deactivate account' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Deactivate account' }).click()
      await expect(account).toContainText('deactivated')
      await ada.reload()
      await expect(ada.getByRole('dialog', { name: 'Sign in' })).toBeVisible()
      await hers.close()

      await page.goto(`${url}settings/audit`)
      await expect(page.getByRole('listitem', { name: 'Token first used' })).toContainText('by ada')
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
