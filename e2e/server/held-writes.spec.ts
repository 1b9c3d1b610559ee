import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { askToMove } from '../reviews/move-to.ts'
import { seedVersions } from '../seeds/seed-versions.ts'

// A write that fails is told of: its form stays until it is known, and if the page was left, a message says it.

test.use({ allowedStatuses: [500] })

const refusal = { error_code: 'INTERNAL_ERROR', message: 'The disk is full.' }

/** Holds the calls that match, until `fail` is called. `begun`: the first has been sent. */
async function failLater(page: Page, calls: string): Promise<{ begun: Promise<unknown>; fail: () => void }> {
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route(calls, async (route) => {
    await promise
    await route.fulfill({ status: 500, json: refusal })
  })
  return { begun: page.waitForRequest(calls), fail: resolve }
}

/** Tries to close a form that is writing. Before, while it reads what it is to change, it can be closed. */
async function tryToClose(page: Page, form: Locator, { begun }: { begun: Promise<unknown> }) {
  await begun
  await page.keyboard.press('Escape')
  await form.getByRole('button', { name: /^(Cancel|Close)$/ }).click({ force: true }) // it is disabled
  await page.mouse.click(4, 4) // beside a dialog
  await expect(form).toBeVisible()
}

test('a dialog and a form stay open until their write has failed, and show it', async ({ page, call, unique }) => {
  const name = unique('held')
  await seedVersions(call, name, 1)
  await page.goto(`models/${encodeURIComponent(name)}/versions/1`)
  const failMove = await failLater(page, '**/model-versions/transition-stage')
  const dialog = await askToMove(page, 'Staging')
  await dialog.getByRole('button', { name: 'Move to Staging' }).click()
  await tryToClose(page, dialog, failMove)
  failMove.fail()
  await expect(dialog.getByRole('alert')).toHaveText('The disk is full.')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  const failTag = await failLater(page, '**/model-versions/set-tag')
  await page.getByRole('button', { name: 'Add tag' }).click()
  const form = page.getByRole('form', { name: 'Add tag' })
  await form.getByLabel('Key').fill('validation')
  await form.getByLabel('Value').fill('passed')
  await form.getByLabel('Value').press('Enter')
  await tryToClose(page, form, failTag)
  failTag.fail()
  await expect(form).toContainText('The disk is full.')
  await form.getByRole('button', { name: 'Cancel' }).click()
  await expect(form).toBeHidden()

  const failEdit = await failLater(page, '**/model-versions/update')
  await page.getByRole('button', { name: 'Edit description' }).click()
  const description = page.getByRole('form', { name: 'Description' })
  await description.getByLabel('Markdown').fill('Three per cent better.')
  await description.getByRole('button', { name: 'Save' }).click()
  await tryToClose(page, description, failEdit)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  failEdit.fail()
  await expect(description).toContainText('The disk is full.')
})

test('a failure is told of on the next page when its own was left', async ({ page, call, unique }) => {
  const name = unique('held')
  await seedVersions(call, name, 1)
  await page.goto(`models/${encodeURIComponent(name)}`)
  const reviews = page.getByRole('heading', { name: 'Reviews', level: 1 })
  await page.getByRole('link', { name: /^Reviews/ }).click()
  await expect(reviews).toBeVisible()
  await page.goBack()
  const rename = await failLater(page, '**/registered-models/rename')
  await page.getByRole('button', { name: 'Rename' }).click()
  const form = page.getByRole('form', { name: 'Rename' })
  await form.getByLabel('Name').fill(`${name} again`)
  await form.getByLabel('Name').press('Enter')
  await tryToClose(page, form, rename)
  await page.goForward()
  await expect(reviews).toBeVisible()
  rename.fail()
  await expect(page.getByRole('alert')).toHaveText('The disk is full.')
})
