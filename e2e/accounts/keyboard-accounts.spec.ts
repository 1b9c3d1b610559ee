import { press, tabTo } from '../every-page/by-keyboard.ts'
import { only } from '../fixtures.ts'
import { expect, PASSWORD, test } from './team.ts'

// Accounts by keyboard alone. No test here uses a mouse.

test.use({ allowedStatuses: [401] })

test(
  'signs in, makes and revokes a token, ends other sessions, invites and deactivates somebody, gives access',
  only('embedded', 'starts a server of its own'),
  async ({ page, request, team: { root, url } }) => {
    test.slow()
    await request.post(`${url}modelshelf/sign-in`, { data: { name: 'root', password: PASSWORD } })
    await root('createModel', { name: 'churn' })
    await page.goto(`${url}settings/profile`)
    await expect(page.getByLabel('User name')).toBeFocused()
    await page.keyboard.type('root')
    await page.keyboard.press('Tab')
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press('Enter')

    const create = await press(page, 'Create token')
    await expect(page.getByLabel('Name', { exact: true })).toBeFocused()
    await page.keyboard.type('laptop')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog', { name: 'Token created' })).toBeVisible()
    await press(page, 'Done')
    await expect(create).toBeFocused()
    const token = page.getByRole('listitem', { name: 'laptop' })
    await tabTo(page, token.getByRole('button', { name: 'Revoke' }))
    await page.keyboard.press('Enter')
    await press(page, 'Revoke token')
    await expect(token).toHaveCount(0)

    const endOthers = await press(page, 'End other sessions')
    await expect(endOthers).toHaveCount(0)
    expect((await request.get(`${url}modelshelf/me`)).status()).toBe(401)

    await tabTo(page, page.getByRole('link', { name: 'People' }))
    await page.keyboard.press('Enter')
    await press(page, 'Invite person')
    await expect(page.getByLabel('User name')).toBeFocused()
    await page.keyboard.type('ada')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog', { name: 'Invitation for ada' })).toBeVisible()
    await press(page, 'Done')
    const ada = page.getByRole('list', { name: 'People' }).getByRole('listitem', { name: 'ada' })
    await tabTo(page, ada.getByRole('button', { name: 'Manage' }))
    await page.keyboard.press('Enter')
    await expect(page.getByRole('menu')).toBeVisible()
    await page.keyboard.type('dea')
    await expect(page.getByRole('menuitem', { name: 'Deactivate account' })).toBeFocused()
    await page.keyboard.press('Enter')
    await press(page, 'Deactivate account')
    await expect(ada).toContainText('deactivated')
    await expect(ada.getByRole('button', { name: 'Manage' })).toBeFocused()

    await tabTo(page, page.getByRole('link', { name: 'Audit log' }))
    await page.keyboard.press('Enter')
    await tabTo(page, page.getByRole('textbox', { name: 'Account' }))
    await page.keyboard.type('ada')
    await expect(page.getByRole('link', { name: 'Export CSV' })).toHaveAttribute('href', /account=ada/)

    await page.goto(`${url}models/churn`)
    const access = await press(page, 'Access')
    const dialog = page.getByRole('dialog', { name: /^Access/ })
    await expect(dialog).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(access).toBeFocused()
    await press(page, 'Access')
    await tabTo(page, dialog.getByRole('form', { name: 'Give a level' }).getByLabel('Name'))
    await page.keyboard.type('ada')
    await press(page, 'Give level')
    await expect(dialog.getByRole('list', { name: 'Levels' }).getByText('ada')).toBeVisible()
  },
)
