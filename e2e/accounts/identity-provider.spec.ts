import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startProviderPath } from '#contract/accounts/provider.ts'
import { CLIENT, startIdentityProvider } from '../../scripts/identity-provider.ts'
import { startServer } from '../../testbed/server.ts'
import { axeFinds } from '../every-page/axe.ts'
import { expect, only, test } from '../fixtures.ts'

test.use({ allowedStatuses: [401, 502], bypassCSP: true })

test(
  'somebody signs in with the identity provider in a window of its own, and finds the page as it was',
  only('embedded', 'starts a server of its own'),
  async ({ page, context }) => {
    const provider = await startIdentityProvider(new Map([['u-1', { preferred_username: 'ada' }]]))
    const secret = join(tmpdir(), `client-secret-${process.pid}`)
    writeFileSync(secret, CLIENT.secret)
    const shelf = await startServer(undefined, {
      MODELSHELF_AUTH: 'accounts',
      MODELSHELF_OIDC_ISSUER: provider.issuer,
      MODELSHELF_OIDC_CLIENT_ID: CLIENT.id,
      MODELSHELF_OIDC_CLIENT_SECRET_FILE: secret,
      MODELSHELF_OIDC_NAME: 'Example',
    })
    const dialog = page.getByRole('dialog', { name: 'Sign in' })
    const button = dialog.getByRole('button', { name: 'Sign in with Example' })
    await page.goto(`${shelf.url}models?name=churn`)
    await expect(button).toBeFocused()
    expect(await axeFinds(page)).toEqual([])
    await button.press('Enter')
    await expect(dialog.getByRole('alert')).toHaveText('Example does not answer. Try again later.')
    await expect(page.getByText('No answer from the server')).toBeHidden() // which is another one

    provider.serve(`${shelf.url}signed-in`)
    // The server asks a provider that was away again after some seconds.
    await expect.poll(() => startsAt(shelf.url), { intervals: [1000] }).toBe(200)
    const opens = context.waitForEvent('page')
    await button.click()
    const window = await opens
    await window.getByPlaceholder('Enter any login').fill('u-1')
    await window.getByPlaceholder('and password').fill('any')
    await window.getByRole('button', { name: 'Sign-in' }).click()
    await expect(dialog).toBeHidden()
    await expect(page).toHaveURL(`${shelf.url}models?name=churn`)
    await page.goto(`${shelf.url}settings/profile`)
    await expect(page.getByText('Signed in as ada.')).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Password' })).toBeHidden()
    await expect.poll(() => context.pages().length).toBe(1)

    await page.goto(`${shelf.url}signed-in?code=x&state=y&page=https://evil.example`)
    await expect(page.getByRole('alert')).toContainText('was started in another browser, or has expired')
    await expect(page).toHaveURL(`${shelf.url}signed-in`)
    expect(await axeFinds(page)).toEqual([])
    await shelf.stop()
    await provider.stop()
  },
)

/** What the server answers whoever begins to sign in with the provider. */
async function startsAt(url: string): Promise<number> {
  const headers = { 'Content-Type': 'application/json' }
  return (await fetch(`${url}${startProviderPath}`, { method: 'POST', headers, body: '{"anew":false}' })).status
}
