import type { Page } from '@playwright/test'

/**
 * Takes the answers out of the documents that a page opens from now on, so that it asks for them: for tests that fake or
 * watch those calls.
 */
export async function withoutFirstAnswers(page: Page): Promise<void> {
  await page.route('**', async (route) => {
    if (route.request().resourceType() !== 'document') return route.fallback()
    const response = await route.fetch()
    const document = await response.text()
    const block = /<script type="application\/json" id="first-answers">.*?<\/script>/s
    await route.fulfill({ response, body: document.replace(block, '') })
  })
}
