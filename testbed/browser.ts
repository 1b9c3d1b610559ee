import { type Browser, chromium } from '@playwright/test'
import { findBrowser } from '../scripts/browser.mjs'

/** Starts the Chromium of the tests, headless. Throws if there is none. */
export function launch(): Promise<Browser> {
  const executablePath = process.env['MODELSHELF_BROWSER'] || findBrowser()
  if (!executablePath) throw new Error('Found and installed no Chromium.')
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] })
}
