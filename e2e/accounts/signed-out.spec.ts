import { expect, test } from '../fixtures.ts'

// A proxy in front whose session has expired answers calls with its sign-in page, or redirects to another server.

const answers = {
  'the sign-in page': { status: 200, contentType: 'text/html', body: '<!doctype html><title>Sign in</title>' },
  'a redirect': { status: 302, headers: { location: 'https://login.example/start' } },
}

for (const [what, answer] of Object.entries(answers))
  test(`an expired session, answered by ${what}, says so, and what was typed stays`, async ({ page, call, unique }) => {
    const name = unique('signed out')
    await call('createModel', { name })
    await page.goto(`models/${encodeURIComponent(name)}`)
    await page.getByRole('button', { name: 'Edit description' }).click()
    await page.getByLabel('Markdown').fill('Not to be lost.')
    await page.route('**/ajax-api/**', (route) => route.fulfill(answer))
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('You are signed out. Reload to sign in.').first()).toBeVisible()
    await expect(page.getByLabel('Markdown')).toHaveValue('Not to be lost.')
    await page.unrouteAll()
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByLabel('Markdown')).toBeHidden()
  })
