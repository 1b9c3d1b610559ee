import { type Browser, chromium } from '@playwright/test'
import { findBrowser } from '../scripts/browser.mjs'

/** The Chromium that the tests use, without a window. Throws where none can be had. */
export function launch(): Promise<Browser> {
  const executablePath = process.env['MODELSHELF_BROWSER'] || findBrowser()
  if (!executablePath) throw new Error('No Chromium could be found or installed.')
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] })
}
