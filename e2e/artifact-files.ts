import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'

export const odd = 'Zürich – 漢字 🎉 100%.bin'

/** A folder whose name needs escaping, an empty file, a deep file, and a file beside the folder. */
export const files = () => ({
  'model/a b.txt': 'plain words',
  [`model/data/${odd}`]: new Uint8Array(randomBytes(300_000)),
  'model/data/deep/er/empty': '',
  'other.txt': 'not of the folder',
})

/** Makes the browser one without a save dialog. */
export const withoutPicker = (page: Page) =>
  page.addInitScript(() => Object.defineProperty(window, 'showSaveFilePicker', { value: undefined }))

/** Presses a button that downloads something; returns its name and bytes. */
export async function downloaded(page: Page, button: Locator) {
  const coming = page.waitForEvent('download')
  await button.click()
  const download = await coming
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}
