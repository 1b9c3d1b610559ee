import type { Page } from '@playwright/test'
import { pdfText } from './pdf-text.ts'

/** The width of A4 between the margins, in CSS pixels. */
const PAPER = 688

/** What is on the paper, without spaces. */
export const printed = async (page: Page) => pdfText(await page.pdf({ format: 'A4' })).join('')

/** A text as it is in what is printed. */
export const without = (text: string) => text.replaceAll(/\s/g, '')

/** What reaches beyond the right edge of the paper. */
export async function cutOff(page: Page) {
  const before = page.viewportSize()
  await page.setViewportSize({ width: PAPER, height: 900 })
  await page.emulateMedia({ media: 'print' })
  const found = await page.locator('main').evaluate((main, width) => {
    const all = [...main.querySelectorAll('*')].filter((it) => it.checkVisibility() && it.closest('svg') === null)
    return all.filter((it) => it.getBoundingClientRect().right > width + 1).map((it) => it.outerHTML.slice(0, 120))
  }, PAPER)
  await page.emulateMedia({ media: null })
  if (before) await page.setViewportSize(before)
  return found
}
