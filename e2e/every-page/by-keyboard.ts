import type { Locator, Page } from '@playwright/test'
import { expect } from '../fixtures.ts'

/** Presses Tab until `target` has the focus; fails if Tab can't reach it, however much of other tests the page lists. */
export async function tabTo(page: Page, target: Locator) {
  await expect(target).toBeVisible()
  const all = page.locator('a[href], button, input, select, textarea, summary, [tabindex]')
  const most = Math.max(80, 2 * (await all.count()))
  for (let i = 0; i < most; i++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(target, 'reached by Tab').toBeFocused()
}

/** Tabs to the button with this name and presses it. */
export async function press(page: Page, name: string | RegExp) {
  const button = page.getByRole('button', { name, exact: true })
  await tabTo(page, button)
  await page.keyboard.press('Enter')
  return button
}
