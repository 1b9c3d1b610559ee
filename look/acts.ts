import type { Page } from '@playwright/test'
import { withoutFirstAnswers } from '../testbed/first-answers.ts'

const api = /\/ajax-api\//

/** The API never answers, so the page shows its loading state. */
export async function held(page: Page, calls = api) {
  await withoutFirstAnswers(page)
  await page.route(calls, () => {})
}

/** The API answers every request with an error. */
export async function broken(page: Page, calls = api) {
  await withoutFirstAnswers(page)
  await page.route(calls, (route) =>
    route.fulfill({
      status: 500,
      json: { error_code: 'INTERNAL_ERROR', message: 'The disk is full: nothing more can be read or written.' },
    }),
  )
}

/** Opens a button's menu. */
export const openMenu = (name: string) => async (page: Page) => {
  await page.getByRole('button', { name }).click()
  await page.getByRole('menu').first().waitFor()
}

export const openDialog = (button: string) => async (page: Page) => {
  await page.getByRole('button', { name: button, exact: true }).filter({ visible: true }).last().click()
  await page.getByRole('dialog').waitFor()
}

/** Opens the dialog that moves the version shown. */
export async function askToMove(page: Page) {
  await openMenu('Stage')(page)
  await page
    .getByRole('menuitem', { name: /^Transition to (Production|Staging)/ })
    .first()
    .click()
  await page.getByLabel('Reason').waitFor()
}

/** The server stops answering an open page. */
export async function away(page: Page) {
  await page.route('**/*', (route) => route.abort())
  const filter = page.getByRole('button', { name: 'In Staging' })
  await filter.click()
  await page.getByText(/No answer from the server since/).waitFor()
  await filter.click() // back to the previous state
}
