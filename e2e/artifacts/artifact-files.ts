import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect, type Locator, type Page } from '@playwright/test'

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

/** Presses a button that downloads something, by mouse if not said otherwise; returns its name and bytes. */
export async function downloaded(page: Page, button: Locator, press = () => button.click()) {
  const coming = page.waitForEvent('download')
  await press()
  const download = await coming
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}

/** Opens an artifact in the tree, and waits until what is beside the tree is about it. */
export async function openArtifact(page: Page, name: string | RegExp) {
  const item = page.getByRole('treeitem', { name }).first() // its own files come after it
  await item.click()
  await expect(item).toHaveAttribute('aria-selected', 'true')
}
