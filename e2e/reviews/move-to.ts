import type { Locator, Page } from '@playwright/test'
import type { Stage } from '#contract/versions.ts'

/** Opens the dialog that moves the version shown on the page. */
export async function askToMove(page: Page, stage: Stage): Promise<Locator> {
  await page.getByRole('button', { name: /^Stage: / }).click()
  await page.getByRole('menuitem', { name: `Transition to ${stage}`, exact: true }).click()
  return page.getByRole('dialog').filter({ has: page.getByLabel('Reason') })
}

/** Presses the dialog's button. */
export const confirmMove = (dialog: Locator) =>
  dialog.getByRole('button', { name: /^(Move to|Archive$|Remove stage)/ }).click()

/** Moves the version shown on the page, without further wishes. */
export const moveTo = async (page: Page, stage: Stage): Promise<void> => confirmMove(await askToMove(page, stage))
